import type { AlertRule, CountThreshold, Threshold } from '../../../lambdas/core/config/index.ts'

/** A rule of three errors in a minute, for all services together. */
export const aRule = <Kind extends Threshold = CountThreshold>(
  changes: Partial<AlertRule<Kind>> = {},
): AlertRule<Kind> => ({
  name: 'error-burst',
  when: { severity: 'error' },
  threshold: { count: 3, within: 60_000 } as unknown as Kind,
  groupBy: [],
  cooldown: 900_000,
  resolveAfter: 60_000,
  priority: 'high',
  notify: 'default',
  ...changes,
})
