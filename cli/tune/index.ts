export { tune } from './command.ts'
