import { zstdDecompressSync } from 'node:zlib'
import type { LogRecord } from '../records.ts'
import { fromArchive } from '../redact/from-archive.ts'
import type { RedactedRecord } from '../redact/redacted.ts'

/** One object of `landing/`, unpacked: a record a line. */
export function readLines(object: Uint8Array): string[] {
  const lines = zstdDecompressSync(object).toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

type WrittenOtherwise = 'timestamp' | 'observed_timestamp' | 'account'

/** The record that `encodeRecord` wrote as this line. */
export function decodeRecord(line: string): RedactedRecord {
  const { account: _, ...written } = JSON.parse(line) as LogRecord & Record<WrittenOtherwise, unknown>
  return fromArchive({
    ...written,
    timestamp: Date.parse(String(written.timestamp)),
    observed_timestamp: Date.parse(String(written.observed_timestamp)),
  })
}

/**
 * The records of one object of `landing/`, in order.
 *
 * @throws what zlib or JSON throws when the object is not what the archive wrote.
 */
export const readRecords = (object: Uint8Array): RedactedRecord[] => readLines(object).map(decodeRecord)
