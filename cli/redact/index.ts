export { redact } from './command.ts'
