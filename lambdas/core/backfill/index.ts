export { type BackfillOptions, backfill } from './backfill.ts'
export { createCloudWatchPast } from './cloudwatch.ts'
export type { PastEvent, PastEvents, PastPage } from './past-events.ts'
