import type { Incident, IncidentState } from '../../../lambdas/core/alert/incident.ts'
import type { Notification } from '../../../lambdas/core/alert/index.ts'

const start = 1_700_000_000_000

/** An incident that began a minute before it was told. */
export const anIncident = (changes: Partial<Incident> = {}): Incident => ({
  from: start,
  until: start + 90_000,
  peak: 5,
  peak_at: start + 30_000,
  last: start + 40_000,
  last_count: 4,
  started_at: start,
  state: 'firing',
  sequence: 1,
  told_at: start + 30_000,
  told_total: 5,
  total: 6,
  first_seen: start - 20_000,
  last_seen: start + 40_000,
  settled_total: 0,
  at_least: false,
  ...changes,
})

export const aState = (changes: Partial<IncidentState> = {}): IncidentState => ({
  rule: 'error-burst',
  group: { 'service.name': 'shop' },
  incidents: [anIncident()],
  settled: start - 60_000,
  outbox: [],
  ...changes,
})

/** What is told when a burst of errors opens an incident of the service `shop`. */
export const aNotification = (changes: Partial<Notification> = {}): Notification => ({
  schema_version: '1.0',
  alert_id: '0123456789abcdef0123456789abcdef',
  pipeline: 'shop',
  rule: 'error-burst',
  kind: 'count',
  state: 'firing',
  priority: 'high',
  notify: 'oncall',
  severity: 'error',
  service: 'shop',
  services: ['shop'],
  group: { 'service.name': 'shop' },
  started_at: '2026-11-22T02:57:05.000Z',
  at: '2026-11-22T02:58:40.000Z',
  observed: 37,
  threshold: 10,
  within_seconds: 300,
  cooldown_seconds: 900,
  total: 37,
  peak: 37,
  at_least: false,
  suppressed: 0,
  sequence: 1,
  first_seen: '2026-11-22T02:56:58.000Z',
  last_seen: '2026-11-22T02:58:40.000Z',
  trend: [0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 4, 37],
  trend_seconds: 300,
  samples: [
    {
      timestamp: '2026-11-22T02:58:40.120Z',
      severity: 'error',
      event_id: '3'.repeat(56),
      body: 'charge failed for customer [REDACTED:email]',
      logger: 'app.payments',
      fingerprint: 'v1:00112233445566aa',
      exception: {
        type: 'PaymentError',
        message: 'card declined: [REDACTED:payment_card]',
        frame: 'File "/srv/shop/payments.py", line 88, in charge',
      },
      log_group: '/ecs/shop/web',
      log_stream: 'web/app/0a1b2c',
    },
  ],
  log_groups: ['/ecs/shop/web'],
  links: { runbook: 'https://wiki.example.com/runbooks/payments' },
  ...changes,
})
