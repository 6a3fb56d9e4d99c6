import type { AlertRule } from '../../../lambdas/core/config/index.ts'

/** A rule of three errors in a minute, for all services together. */
export const aRule = (changes: Partial<AlertRule> = {}): AlertRule => ({
  name: 'error-burst',
  when: { severity: 'error' },
  threshold: { count: 3, within: 60_000 },
  groupBy: [],
  cooldown: 900_000,
  resolveAfter: 60_000,
  priority: 'high',
  notify: 'default',
  ...changes,
})
