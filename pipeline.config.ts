import { defineConfig } from './lib/config.ts'

/**
 * The pipeline of the Flask shop in examples/flask. Change the names and addresses, then `npx cdk deploy`.
 * Built-in detectors need no line here: e-mail addresses, cards, tokens, passwords and the rest are always masked.
 */
export default defineConfig({
  name: 'shop',
  sources: [{ logGroups: ['/ecs/shop'], service: 'shop' }],

  routes: [
    { name: 'no-debug', when: { severity: '<info' }, action: 'drop' },
    { name: 'health', when: { 'attributes.http.target': '/health' }, action: { sample: 0.01 } },
  ],

  archive: {
    tiers: [
      { storageClass: 'STANDARD_IA', afterDays: 30 },
      { storageClass: 'GLACIER_IR', afterDays: 90 },
    ],
    expireAfterDays: 730,
  },

  alerts: [
    {
      name: 'error-burst',
      when: { severity: 'error' },
      threshold: { count: 10, within: '5m' },
      groupBy: ['service.name'],
      cooldown: '15m',
      priority: 'high',
    },
    {
      name: 'payments',
      when: { severity: 'error', scope: 'shop.payments' },
      threshold: { count: 3, within: '5m' },
      cooldown: '15m',
      priority: 'critical',
      notify: 'oncall',
    },
  ],

  notify: {
    default: { emails: ['team@example.com'] },
    oncall: { emails: ['oncall@example.com'] },
  },
})
