import { defineConfig } from 'vitest/config'

/** Infrastructure tests share their process: loading CDK once for each file would take most of their time. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/lib/**', 'test/e2e/**'] },
      },
      { extends: true, test: { name: 'infrastructure', include: ['test/lib/**/*.test.ts'], isolate: false } },
    ],
  },
})
