/** Why a replay stops before its end. */
export type ReplayFaultCode =
  | 'archive_changed'
  | 'damaged_object'
  | 'destination_refused'
  | 'destination_unavailable'
  | 'interrupted'

/** What stops a replay. The message holds nothing of a record, of a header, or of what the destination answered. */
export class ReplayFault extends Error {
  readonly code: ReplayFaultCode

  constructor(code: ReplayFaultCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ReplayFault'
    this.code = code
  }
}
