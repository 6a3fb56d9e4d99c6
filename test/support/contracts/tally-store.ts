import { describe, expect, test } from 'vitest'
import type { Tally, TallyStore } from '../../../lambdas/core/tally/index.ts'
import { aTally } from '../alerts/tallies.ts'

const minute = 60_000
const start = 1_700_000_040_000

const all = { series: 'rule.group', width: minute, from: start - minute, to: start + 10 * minute }
const batches = (tallies: readonly Tally[]): string[] => tallies.map(({ batch }) => batch)

/** What every place for tallies promises. */
export function tallyStoreContract(name: string, create: () => Promise<TallyStore>): void {
  describe(`the tally store ${name}`, () => {
    test('gives back what was put, whole', async () => {
      const store = await create()
      const tally = aTally({ at: start, batch: 'a', samples: 2 })
      await store.put([tally])
      expect(await store.range(all)).toEqual({ tallies: [tally], truncated: false })
    })

    test('a tally put twice counts once', async () => {
      const store = await create()
      await store.put([aTally({ at: start, batch: 'a' }), aTally({ at: start, batch: 'b' })])
      await store.put([aTally({ at: start, batch: 'a' })])
      expect(batches((await store.range(all)).tallies).sort()).toEqual(['a', 'b'])
    })

    test('sixteen writers at once lose nothing', async () => {
      const store = await create()
      const names = Array.from({ length: 16 }, (_, i) => `batch-${i}`)
      await Promise.all(names.map((batch) => store.put([aTally({ at: start, batch })])))
      expect(batches((await store.range(all)).tallies).sort()).toEqual(names.sort())
    })

    test('a batch may be in several buckets, and a bucket in several series', async () => {
      const store = await create()
      const one = aTally({ at: start, batch: 'a' })
      const other = aTally({ at: start + minute, batch: 'a' })
      await store.put([one, other, aTally({ at: start, batch: 'a', series: 'rule.another' })])
      expect((await store.range(all)).tallies).toEqual([other, one])
    })

    test('a range is what holds something of it, newest first', async () => {
      const store = await create()
      const times = [0, 30, 59, 60, 90, 120, 300].map((seconds) => start + seconds * 1_000)
      await store.put(times.map((at) => aTally({ at, batch: `at-${at}` })))
      const { tallies } = await store.range({ ...all, from: start + 59_000, to: start + 90_000 })
      expect(batches(tallies)).toEqual([90, 60, 59].map((seconds) => `at-${start + seconds * 1_000}`))
    })

    test('more than fit into one request are all kept', async () => {
      const store = await create()
      await store.put(
        Array.from({ length: 130 }, (_, i) => aTally({ at: start + i * 100, batch: `batch-${i}` })),
      )
      expect((await store.range(all)).tallies).toHaveLength(130)
    })

    test('a limit keeps the newest, and says that there was more', async () => {
      const store = await create()
      await store.put(
        Array.from({ length: 9 }, (_, i) => aTally({ at: start + i * 20_000, batch: `batch-${i}` })),
      )
      const { tallies, truncated } = await store.range({ ...all, limit: 5 })
      expect(batches(tallies)).toEqual([8, 7, 6, 5, 4].map((i) => `batch-${i}`))
      expect(truncated).toBe(true)
      expect((await store.range({ ...all, limit: 9 })).truncated).toBe(false)
    })

    test('nothing is put without a complaint about nothing', async () => {
      const store = await create()
      await store.put([])
      expect(await store.range(all)).toEqual({ tallies: [], truncated: false })
    })
  })
}
