import type { LogRecord, Resource } from '../../../lambdas/core/records.ts'
import { type RedactedRecord, sealRecord } from '../../../lambdas/core/redact/redacted.ts'

/** An error of the service `shop`, as the redactor would hand it on. */
export function aRecord({
  service = 'shop',
  resource,
  ...changes
}: Partial<Omit<LogRecord, 'resource'>> & {
  service?: string
  resource?: Partial<Resource>
} = {}): RedactedRecord {
  const timestamp = changes.timestamp ?? 1_700_000_000_000
  return sealRecord({
    timestamp,
    observed_timestamp: timestamp,
    severity_text: 'ERROR',
    severity_number: 17,
    body: 'payment failed',
    attributes: {},
    event_id: String(timestamp).padStart(56, '0'),
    redactions: {},
    ...changes,
    resource: {
      'service.name': service,
      'cloud.account.id': '111122223333',
      'cloud.region': 'eu-west-1',
      'aws.log.group.name': '/ecs/shop',
      'aws.log.stream.name': 'web/1',
      ...resource,
    },
  })
}
