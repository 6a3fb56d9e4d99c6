export { Collector, type Findings } from './collector.ts'
export { hintSummary } from './hints.ts'
export {
  type AlertLine,
  groupWords,
  type Incident,
  incidentsOf,
  readAlertLine,
  reasonWords,
} from './incidents.ts'
export { page, type ReportData } from './page.ts'
