export { athena, type Dialect, duckdb } from './dialect.ts'
export { logsColumns, logsView } from './logs-view.ts'
export { athenaQuery, fillQuery, type NamedQuery, namedQueries } from './named-queries.ts'
