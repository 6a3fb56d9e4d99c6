import { defineConfig } from '../../lib/config.ts'

/** Log groups that have to be found, and a stream: what `npm run e2e` leaves out, because it needs neither. */
export default defineConfig({
  name: 'found',
  sources: [{ logGroups: ['/ecs/*'], exclude: ['*/debug'], sourceRetentionDays: 7 }],
  delivery: { kinesis: { mode: { shards: 1 } } },
})
