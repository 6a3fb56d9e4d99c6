import { defineConfig } from '../../lib/config.ts'

/** The least that works: one log group, everything redacted and archived for ever, nobody told of anything. */
export default defineConfig({
  name: 'shop',
  sources: [{ logGroups: ['/ecs/shop/web'] }],
})
