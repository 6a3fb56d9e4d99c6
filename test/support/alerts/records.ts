import type { LogRecord, Resource } from '../../../lambdas/core/records.ts'
import type { RedactedRecord } from '../../../lambdas/core/redact/index.ts'
import { recordOf } from '../records.ts'

/** What an error record of the service `shop` has otherwise. */
interface Changes extends Partial<Omit<LogRecord, 'resource'>> {
  readonly service?: string
  readonly resource?: Partial<Resource>
}

const base = recordOf({ severity_text: 'ERROR', severity_number: 17, body: 'payment failed', attributes: {} })

/** An error of the service `shop`, logged when it happened. */
export function aRecord({ service = 'shop', resource, ...changes }: Changes = {}): RedactedRecord {
  const timestamp = changes.timestamp ?? base.timestamp
  return {
    ...base,
    timestamp,
    observed_timestamp: timestamp,
    ...changes,
    resource: {
      'service.name': service,
      'cloud.account.id': '111122223333',
      'cloud.region': 'eu-west-1',
      'aws.log.group.name': '/ecs/shop',
      'aws.log.stream.name': 'web/1',
      ...resource,
    },
  }
}
