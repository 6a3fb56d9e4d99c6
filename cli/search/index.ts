export { search } from './command.ts'
