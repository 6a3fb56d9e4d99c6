export { type HmacKey, pseudonym } from './actions.ts'
export { detectorNames } from './catalogue.ts'
export { fromArchive } from './from-archive.ts'
export { checkPattern } from './patterns.ts'
export {
  leaveToLine,
  longParts,
  type OnPage,
  onPage,
  type RedactionFaultCode,
  type RedactionOutcome,
  redactRecord,
  redactRecords,
} from './record.ts'
export type { RedactedRecord, RedactedText } from './redacted.ts'
export {
  createRedactor,
  type Finding,
  type Redaction,
  type Redactor,
  type RedactorOptions,
} from './redactor.ts'
