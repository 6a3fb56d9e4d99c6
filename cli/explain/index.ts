export { explain } from './command.ts'
