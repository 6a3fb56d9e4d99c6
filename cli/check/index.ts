export { check } from './command.ts'
