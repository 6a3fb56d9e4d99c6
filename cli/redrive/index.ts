export { redrive } from './command.ts'
