import type { LogRecord } from '../records.ts'
import { type RedactedRecord, sealRecord } from './redacted.ts'

/**
 * Seals a record that was read from this pipeline's own archive: ingest wrote it there, and ingest writes nothing that the
 * redactor has not finished with. Not for records from anywhere else.
 */
export const fromArchive = (record: LogRecord): RedactedRecord => sealRecord(record)
