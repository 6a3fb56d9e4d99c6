export { MissingObject } from './archived.ts'
export { type Column, columns } from './columns.ts'
export {
  type CompactOptions,
  compact,
  defaultGrace,
  defaultLimits,
  defaultSettle,
} from './compact.ts'
export { type Limits, readLandingRows } from './gather.ts'
export { decodeParquet, encodeParquet, readEventIds } from './parquet.ts'
export { groupsOf } from './range.ts'
export { type CompactReport, emptyCompactReport } from './report.ts'
export { eventsOf, idsOf, type Row } from './row.ts'
export { RowTable } from './row-table.ts'
export { writeRows } from './step.ts'
export { sweepHour } from './sweep.ts'
