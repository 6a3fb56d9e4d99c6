import { defineConfig } from '../../lib/config.ts'

/** What the measurement of latency deploys: one rule, of which each route is a group of its own. */
export default defineConfig({
  name: 'latency',
  sources: [{ logGroups: ['/ecs/latency'], service: 'latency' }],
  alerts: [
    {
      name: 'errors-of-a-route',
      when: { severity: 'error' },
      threshold: { count: 8, within: '5m' },
      groupBy: ['attributes.route'],
    },
  ],
})
