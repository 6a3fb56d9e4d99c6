import { defineConfig } from '../../lib/config.ts'

/** What the end-to-end test deploys. Nothing of the shop's log is dropped, so that every event can be looked for. */
export default defineConfig({
  name: 'e2e',
  sources: [
    { logGroups: ['/ecs/shop'], service: 'shop' },
    { logGroups: ['/ecs/noisy'], service: 'noisy' },
  ],
  // One detector that needs the key of Secrets Manager.
  redact: { detectors: { ipv4: 'hash' } },
  archive: { sign: true },
  routes: [{ name: 'no-noise', when: { scope: 'noise' }, action: 'drop' }],
  alerts: [
    {
      name: 'error-burst',
      when: { severity: 'error', 'service.name': 'shop' },
      threshold: { count: 30, within: '5m' },
      groupBy: ['service.name'],
      cooldown: '15m',
      priority: 'high',
      notify: 'oncall',
    },
    {
      name: 'noisy-errors',
      when: { severity: 'error', 'service.name': 'noisy' },
      threshold: { count: 5, within: '1m' },
      resolveAfter: '1m',
    },
  ],
  notify: { oncall: { emails: [], runbook: 'https://runbooks.example.com/error-burst' } },
})
