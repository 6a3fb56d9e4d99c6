import type { PipelineConfig } from '../lambdas/core/config/index.ts'

/** What the command uses in a folder that has no `pipeline.config.ts`: everything is redacted and kept, bursts alert. */
export const defaultConfig: PipelineConfig = {
  name: 'local',
  sources: [{ logGroups: ['/local/input'], service: 'local' }],
  alerts: [
    {
      name: 'error-burst',
      when: { severity: 'error' },
      threshold: { count: 10, within: '5m' },
      groupBy: ['service.name'],
      cooldown: '15m',
      priority: 'high',
    },
  ],
}
