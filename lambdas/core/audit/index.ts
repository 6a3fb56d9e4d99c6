export {
  type Audit,
  audit,
  type Counters,
  type Forwarded,
  type Imbalance,
  mostImbalances,
  type Span,
  spanToAudit,
} from './audit.ts'
export { readForwarded } from './forwarded.ts'
export { type AuditMessage, auditMessage } from './message.ts'
export { readReceived, receivedQuery } from './received.ts'
