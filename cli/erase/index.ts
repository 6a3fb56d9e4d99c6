export { erase } from './command.ts'
