import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../lambdas/core/config/index.ts'

const folder = new URL('../../examples/configurations/', import.meta.url)

describe('the sample configurations', () => {
  it.each(readdirSync(folder))('%s is valid as it stands', async (file) => {
    const { default: config } = await import(new URL(file, folder).href)
    expect(parseConfig(config).name).toBe('shop')
  })

  it('includes the one at the top, which a user edits', async () => {
    const { default: config } = await import('../../pipeline.config.ts')
    expect(parseConfig(config).sources.length).toBeGreaterThan(0)
  })
})
