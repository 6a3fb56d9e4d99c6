export { verifyArchive } from './command.ts'
