import { describe, expect, test } from 'vitest'
import type { SightingStore } from '../../../lambdas/core/alert/index.ts'

const later = Number.MAX_SAFE_INTEGER / 2_000

/** What every place that remembers when something was seen promises. */
export function sightingStoreContract(name: string, create: () => Promise<SightingStore>): void {
  describe(`the sighting store ${name}`, () => {
    test('knows nothing of what was never seen', async () => {
      expect(await (await create()).lastSeen('a')).toBeUndefined()
    })

    test('knows when each was seen last, in whatever order it is told', async () => {
      const store = await create()
      await store.saw('a', 1_700_000_000_500, later)
      await store.saw('a', 1_600_000_000_000, later)
      await store.saw('b', 3, later)
      expect([await store.lastSeen('a'), await store.lastSeen('b')]).toEqual([1_700_000_000_500, 3])
      await store.saw('a', 1_700_000_000_501, later)
      expect(await store.lastSeen('a')).toBe(1_700_000_000_501)
    })

    test('keeps the latest of sixteen at once', async () => {
      const store = await create()
      await Promise.all(Array.from({ length: 16 }, (_, i) => store.saw('a', (i * 7) % 16, later)))
      expect(await store.lastSeen('a')).toBe(15)
    })
  })
}
