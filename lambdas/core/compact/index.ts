export { MissingObject } from './archived.ts'
export { type Column, columns } from './columns.ts'
export {
  type CompactOptions,
  compact,
  defaultGrace,
  defaultLimits,
  defaultSettle,
} from './compact.ts'
export type { Limits } from './gather.ts'
export { decodeParquet, encodeParquet, readEventIds } from './parquet.ts'
export { groupsOf } from './range.ts'
export { createRowReader } from './read-row.ts'
export { type CompactReport, emptyCompactReport } from './report.ts'
export { eventsOf, idsOf, type Row } from './row.ts'
export { writeRows } from './step.ts'
export { sweepHour } from './sweep.ts'
