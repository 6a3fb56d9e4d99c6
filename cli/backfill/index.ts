export { backfill, backfillFrom } from './command.ts'
