import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compact } from '../../../../lambdas/core/compact/index.ts'
import { emptyReport } from '../../../../lambdas/core/report.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { ingestMetrics } from '../../../../lambdas/core/telemetry/index.ts'
import { readAccounts, type VerifyOptions, verify } from '../../../../lambdas/core/verify/index.ts'
import { archivedRecord, land } from '../../../support/archive/records.ts'
import { nine, origin } from '../../../support/events.ts'

const hour = 3_600_000
type Store = ReturnType<typeof createMemoryStore>

/** Four entries, one of which writes an object again, one of which finds repeats, and a batch that waits in landing. */
async function anArchive(): Promise<Store> {
  let now = nine + 3 * hour
  const clock = () => now
  const store = createMemoryStore(clock)
  const numbers = [[1, 2, 3], [4, 5], [2, 3], [3_700]]
  for (const [b, batch] of numbers.entries()) {
    await land(
      store,
      `b${b}`,
      batch.map((i) => archivedRecord(i)),
    )
    await compact({ store, clock, limits: { textBytes: 1e6, records: 1e4 }, settle: 0, grace: hour })
    now += 2 * hour
  }
  await compact({ store, clock, limits: { textBytes: 1e6, records: 1e4 }, settle: 0, grace: hour })
  await land(store, 'waiting', [archivedRecord(6)])
  return store
}

const all = { wanted: () => true, expired: () => false }
const problemsOf = async (store: Store, more: Partial<VerifyOptions> = {}) =>
  (await verify({ store, ...all, ...more })).problems.map(({ code }) => code)
const firstOf = (store: Store, prefix: string) =>
  [...store.objects.keys()].find((key) => key.startsWith(prefix))!

describe('verify', () => {
  it('finds nothing wrong with what compaction made, and adds up its events', async () => {
    const { problems, entries, accounts, landing, head } = await verify({ store: await anArchive(), ...all })
    expect(problems).toEqual([])
    const nothing = { dropped: {}, quarantined: {}, erased: 0 }
    expect({ entries, accounts, landing }).toEqual({
      entries: 4,
      accounts: { [origin.logGroup]: { received: 9, archived: 7, repeated: 2, ...nothing } },
      landing: { [origin.logGroup]: { received: 1, archived: 1, repeated: 0, ...nothing } },
    })
    expect(head).toMatch(/^[0-9a-f]{64}$/)
  })

  it('finds every object that was changed or removed', async () => {
    const original = await anArchive()
    const keys = [...original.objects.keys()].filter((key) => !key.startsWith('landing/'))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...keys),
        fc.option(fc.nat(), { nil: undefined }),
        async (key, place) => {
          const store = createMemoryStore()
          for (const [name, bytes] of original.objects) await store.putIfAbsent(name, bytes)
          const bytes = Uint8Array.from(original.objects.get(key)!)
          if (place === undefined) store.objects.delete(key)
          else {
            bytes[place % bytes.length]! ^= 1
            store.objects.set(key, bytes)
          }
          expect(await problemsOf(store)).not.toEqual([])
        },
      ),
      { seed: 1, numRuns: 150 },
    )
  })

  it('finds what was put in', async () => {
    for (const [key, code] of [
      ['archive/dt=2026-11-22/hour=09/service=shop/more.parquet', 'object_unknown'],
      ['manifest/dt=2026-11-22/hour=09/service=shop/0000000009.json', 'manifest_unknown'],
      ['ledger/0000000009.json', 'entry_missing'],
      ['landing/service=shop/dt=2026-11-22/hour=09/more.ndjson.zst', 'landing_unreadable'],
    ] as const) {
      const store = await anArchive()
      await store.putIfAbsent(key, Buffer.from('{}'))
      expect(await problemsOf(store)).toContain(code)
    }
  })

  it('finds a change whose hashes were all made right, because the entry after it knows', async () => {
    const store = await anArchive()
    const key = firstOf(store, 'ledger/')
    const forged = Buffer.from(Buffer.from(store.objects.get(key)!).toString().replace('b0', 'b9'))
    store.objects.set(key, forged)
    store.objects.set(firstOf(store, 'manifest/'), forged)
    expect(await problemsOf(store)).toContain('chain_broken')
  })

  it('reads the objects of the hours asked for only, and forgives what has expired', async () => {
    const store = await anArchive()
    for (const key of [...store.objects.keys()]) if (key.startsWith('archive/')) store.objects.delete(key)
    expect(await problemsOf(store)).toEqual(['object_missing', 'object_missing'])
    expect(await problemsOf(store, { wanted: ({ hour: name }) => name === '10' })).toEqual(['object_missing'])
    expect(await problemsOf(store, { expired: () => true })).toEqual([])
  })
})

describe('the account of ingest', () => {
  const logGroup = origin.logGroup
  const line = (archived: number, duplicates = 0, dropped = 0) =>
    ingestMetrics(
      {
        ...emptyReport,
        logGroup,
        received: archived + duplicates + dropped,
        archived,
        duplicates,
        dropped: dropped > 0 ? { noise: dropped } : {},
      },
      'shop',
      0,
    )
  const compare = async (...lines: string[]) =>
    problemsOf(await anArchive(), { accounts: readAccounts([...lines, 'no JSON', '{}', '[1]']) })

  it('is right when everything that it archived is there, repeats counted', async () => {
    expect(await compare(...line(5, 0, 3), ...line(4))).toEqual([])
  })

  it('does not excuse what is missing of one log group with what another one sent twice', async () => {
    const other = line(1).map((text) => text.replaceAll(logGroup, '/ecs/other'))
    expect(await compare(...line(9), ...other)).toEqual(['events_missing'])
  })

  it('may tell a batch as a duplicate that a crashed run had stored', async () => {
    expect(await compare(...line(4), ...line(0, 5))).toEqual([])
  })

  it('shows what is missing and what was put in', async () => {
    expect(await compare(...line(10))).toEqual(['events_missing'])
    expect(await compare(...line(3, 1))).toEqual(['events_inserted'])
  })
})
