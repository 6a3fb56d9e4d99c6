import { defineConfig } from '../../lib/config.ts'

/** A shop in production: three services, pseudonyms for user ids, noise dropped, cheap tiers, two teams. */
export default defineConfig({
  name: 'shop',
  sources: [
    { logGroups: ['/ecs/shop/web', '/ecs/shop/worker'], service: 'shop' },
    { logGroups: ['/aws/lambda/checkout'], service: 'checkout' },
  ],
  redact: {
    detectors: { payment_card: 'last4', ipv4: 'hash' },
    keys: { mask: ['customer_ref'], hash: ['user_id'], drop: ['debug_blob'], keep: ['token_type'] },
    patterns: [{ name: 'employee_id', pattern: 'EMP-[0-9]{6}' }],
    allow: ['noreply@example.com'],
  },
  routes: [
    { name: 'no-debug', when: { severity: '<info' }, action: 'drop' },
    { name: 'health', when: { 'attributes.http.target': '/health' }, action: { sample: 0.01 } },
  ],
  archive: {
    tiers: [
      { storageClass: 'STANDARD_IA', afterDays: 30 },
      { storageClass: 'GLACIER_IR', afterDays: 90 },
      { storageClass: 'DEEP_ARCHIVE', afterDays: 365 },
    ],
    expireAfterDays: 2555,
  },
  alerts: [
    {
      name: 'error-burst',
      when: { severity: 'error' },
      threshold: { count: 10, within: '5m' },
      groupBy: ['service.name'],
      cooldown: '15m',
      priority: 'high',
      notify: 'oncall',
    },
    {
      name: 'payment-errors',
      when: { severity: 'error', scope: 'shop.payments' },
      threshold: { count: 3, within: '10m' },
      priority: 'critical',
      notify: 'payments',
    },
    {
      name: 'payment-error-rate',
      when: { severity: 'error', scope: 'shop.payments' },
      threshold: { ratio: 0.05, within: '10m', minimum: 100 },
      priority: 'high',
      notify: 'payments',
    },
    {
      name: 'new-error',
      when: { severity: 'error' },
      threshold: { firstSeenWithin: '30d' },
      groupBy: ['fingerprint'],
      activeHours: {
        days: ['mon', 'tue', 'wed', 'thu', 'fri'],
        from: '08:00',
        to: '18:00',
        timeZone: 'Europe/Berlin',
      },
    },
    {
      name: 'silence',
      when: { 'service.name': 'shop' },
      threshold: { silentFor: '15m' },
      priority: 'high',
      notify: 'oncall',
    },
  ],
  notify: {
    oncall: { emails: ['oncall@example.com'], runbook: 'https://wiki.example.com/runbooks/shop' },
    payments: { emails: ['payments@example.com'] },
  },
})
