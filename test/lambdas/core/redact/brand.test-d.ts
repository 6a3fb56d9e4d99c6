/** Checked by `tsc`: plain text and plain records do not pass for redacted ones. */
import type { LogRecord } from '../../../../lambdas/core/records.ts'
import type { RedactedRecord, RedactedText } from '../../../../lambdas/core/redact/index.ts'

declare const record: LogRecord
declare const redactedRecord: RedactedRecord
declare const redactedText: RedactedText
declare function leave(text: RedactedText): void
declare function archive(record: RedactedRecord): void

// @ts-expect-error a string may hold anything
leave('password=hunter2')
// @ts-expect-error a text put together anew is a plain string again
leave(`${redactedText} and more`)
// @ts-expect-error a record that the redactor did not make
archive(record)
// @ts-expect-error not even with all its columns
archive({ ...record, body: redactedText })
// @ts-expect-error text is no record
archive(redactedText)

leave(redactedText)
archive(redactedRecord)
export const readable: LogRecord = redactedRecord
export const printable: string = redactedText
