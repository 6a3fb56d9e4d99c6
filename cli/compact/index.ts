export { compact } from './command.ts'
