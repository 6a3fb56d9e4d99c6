/**
 * The brand of everything that may leave. The symbol is not exported: nothing outside this folder can make one of these
 * types without a cast, and a test refuses such casts anywhere else.
 */
import type { LogRecord } from '../records.ts'

declare const redacted: unique symbol

/** Text that the redactor has finished with. */
export type RedactedText = string & { readonly [redacted]: 'text' }

/** A record made from redacted text. Archive, tally, alert and forward accept nothing else. */
export type RedactedRecord = LogRecord & { readonly [redacted]: 'record' }

/** For `redact/` alone: states that `text` has been through the redactor. */
export const sealText = (text: string): RedactedText => text as RedactedText

/** For `redact/` alone: states that every string of `record` comes from redacted text. */
export const sealRecord = (record: LogRecord): RedactedRecord => record as RedactedRecord
