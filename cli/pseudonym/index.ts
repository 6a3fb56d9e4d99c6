export { pseudonym } from './command.ts'
