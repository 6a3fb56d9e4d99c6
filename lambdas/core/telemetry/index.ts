export { compactMetrics } from './compact-metrics.ts'
export { type Dimensions, emf, type Metrics, metricNamespace } from './emf.ts'
export { ingestMetrics } from './ingest-metrics.ts'
export { subscribeMetrics } from './subscribe-metrics.ts'
