export type { Block } from './blocks.ts'
export { blocksOf } from './blocks-of.ts'
export { redact } from './command.ts'
