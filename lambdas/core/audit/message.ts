import type { Audit, Imbalance } from './audit.ts'
import { mostImbalances } from './audit.ts'

/** What people are sent. The subject is one line of ASCII below the 100 characters that SNS takes. */
export interface AuditMessage {
  readonly subject: string
  readonly text: string
}

const number = (value: number): string => value.toLocaleString('en-US')
const clock = (time: number): string => new Date(time).toISOString().slice(11, 16)

function line({ logGroup, events, received, missing, errors }: Imbalance): string {
  const parts = [
    ...(missing > 0
      ? [`${number(missing)} missing (${number(events)} forwarded, ${number(received)} received)`]
      : []),
    ...(errors > 0 ? [`${number(errors)} that CloudWatch Logs gave up delivering`] : []),
  ]
  return `  ${logGroup}: ${parts.join(', ')}`
}

/**
 * Names the log groups of which events did not arrive in the audited hour; nothing when everything did. What was throttled is
 * tried again and not told. Names of log groups, which no log can choose, and numbers: nothing else is in it.
 */
export function auditMessage(audit: Audit, pipeline: string): AuditMessage | undefined {
  const { span, missing, errors, imbalances } = audit
  const lost = imbalances.filter((each) => each.missing + each.errors > 0)
  if (lost.length === 0) return undefined
  const hour = `${clock(span.from)}-${clock(span.to)} UTC`
  const date = new Date(span.from).toISOString().slice(0, 10)
  const more =
    imbalances.length === mostImbalances ? [`  and perhaps more: these are the ${mostImbalances} worst`] : []
  return {
    subject: `[Sluice ${pipeline}] ${number(missing + errors)} events did not arrive, ${hour}`,
    text: [
      `From ${date} ${hour}, events of these log groups did not arrive:`,
      '',
      ...lost.map(line),
      ...more,
      '',
      'They may be late, and nothing lost yet. What to do: docs/operations.md#events-missing',
      '',
    ].join('\n'),
  }
}
