export { type Dimensions, emf, type Metrics, metricNamespace } from './emf.ts'
export { ingestMetrics } from './ingest-metrics.ts'
