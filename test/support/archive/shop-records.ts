import type { RedactedRecord } from '../../../lambdas/core/redact/redacted.ts'
import { archivedRecord } from './records.ts'

const error = (i: number, fingerprint: string, body: string): RedactedRecord =>
  archivedRecord(i, {
    severity_text: 'ERROR',
    severity_number: 17,
    fingerprint,
    body,
    scope_name: 'shop.payments',
  })

const request = (i: number, attributes: RedactedRecord['attributes'], more = {}): RedactedRecord =>
  archivedRecord(i, { scope_name: 'shop.access', body: `GET ${i}`, attributes, ...more })

const inCart = (record: RedactedRecord): RedactedRecord => ({
  ...record,
  resource: { ...record.resource, 'service.name': 'cart' },
})

/** Little traffic of two services, whose every count is known: for tests of what the archive answers. */
export const shopRecords: readonly RedactedRecord[] = [
  error(1, 'v1:aaaa', 'payment declined'),
  error(2, 'v1:bbbb', 'stock is gone'),
  error(3, 'v1:aaaa', 'payment declined again'),
  request(10, { http: { route: '/orders' }, duration_ms: 20, request_id: 'req-1' }),
  request(11, { 'http.route': '/orders', duration_ms: 40, request_id: 'req-2' }),
  request(12, { 'url.path': '/cart', duration_ms: 3.5 }, { trace_id: 'req-1' }),
  inCart(request(13, { request_id: 'req-1', user: '[HMAC:k1:abc]' })),
  inCart(
    archivedRecord(20, { severity_text: 'WARNING', severity_number: 13, body: 'slow, says "db"\nline two' }),
  ),
]
