import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compact } from '../../../../lambdas/core/compact/index.ts'
import { sha256 } from '../../../../lambdas/core/ledger/index.ts'
import type { Signer } from '../../../../lambdas/core/ports.ts'
import { emptyReport } from '../../../../lambdas/core/report.ts'
import { checkWith } from '../../../../lambdas/core/sign/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { ingestMetrics } from '../../../../lambdas/core/telemetry/index.ts'
import { readAccounts, type VerifyOptions, verify } from '../../../../lambdas/core/verify/index.ts'
import { archivedRecord, land } from '../../../support/archive/records.ts'
import { nine, origin } from '../../../support/events.ts'
import { aKey, signerOf } from '../../../support/signing.ts'

const hour = 3_600_000
type Store = ReturnType<typeof createMemoryStore>

const limits = { textBytes: 1e6, records: 1e4 }

/** Four entries, one of which writes an object again, one of which finds repeats, and a batch that waits in landing. */
async function anArchive(signerOf: (batch: number) => Signer | undefined = () => undefined): Promise<Store> {
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
    const signer = signerOf(b)
    await compact({ store, clock, limits, settle: 0, grace: hour, ...(signer ? { signer } : {}) })
    now += 2 * hour
  }
  await compact({ store, clock, limits, settle: 0, grace: hour })
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

describe('signatures', () => {
  const [key, otherKey] = [aKey(), aKey()]
  const check = checkWith(key.publicPem)
  const signed = () => anArchive(() => signerOf(key))
  /** Changes the text of entry n and its copy, and mends the chain after it as one could who may write into the bucket. */
  function forge(store: Store, from: number, change: (text: string) => string): void {
    const keys = (prefix: string) =>
      [...store.objects.keys()].filter((name) => name.startsWith(prefix)).sort()
    let previous: string | undefined
    for (const name of keys('ledger/').slice(from - 1)) {
      const copy = keys('manifest/').find((each) => each.endsWith(name.slice(-15)))!
      const text = Buffer.from(store.objects.get(name)!).toString()
      const chained = previous
        ? text.replace(/"previous":"[0-9a-f]+"/, `"previous":"${previous}"`)
        : change(text)
      for (const each of [name, copy]) store.objects.set(each, Buffer.from(chained))
      previous = sha256(Buffer.from(chained))
    }
  }

  it('are counted, and checked with a key that is named', async () => {
    const store = await signed()
    expect(await verify({ store, ...all, check })).toMatchObject({ signed: 4, entries: 4, problems: [] })
    expect(await verify({ store, ...all })).toMatchObject({ signed: 4, problems: [] })
  })

  it('of another key are wrong', async () => {
    const problems = await problemsOf(await anArchive(() => signerOf(otherKey)), { check })
    expect(problems).toEqual(Array(4).fill('signature_wrong'))
  })

  it('show a change that was carried through the whole chain', async () => {
    const store = await signed()
    forge(store, 1, (text) => text.replace('2026-11-22T12', '2026-11-22T13'))
    expect(await problemsOf(store)).toEqual([])
    expect(await problemsOf(store, { check })).toEqual(Array(4).fill('signature_wrong'))
  })

  it('are of the whole line, written as it was', async () => {
    const store = await signed()
    forge(store, 4, (text) => text.replace('{"version":1', '{"version":2,"version":1'))
    expect(await problemsOf(store, { check })).toEqual(['signature_wrong'])
  })

  it('may begin late, and cover what is before', async () => {
    const store = await anArchive((batch) => (batch < 2 ? undefined : signerOf(key)))
    expect(await verify({ store, ...all, check })).toMatchObject({ signed: 2, problems: [] })
    forge(store, 1, (text) => text.replace('2026-11-22T12', '2026-11-22T13'))
    expect(await problemsOf(store, { check })).toContain('signature_wrong')
  })

  it('may not end: whoever has no key could have added the rest', async () => {
    const store = await anArchive((batch) => (batch < 2 ? signerOf(key) : undefined))
    expect(await problemsOf(store)).toEqual(['signature_missing', 'signature_missing'])
  })

  it('may not be missing altogether when a key is named', async () => {
    expect(await problemsOf(await anArchive(), { check })).toEqual(['signature_missing'])
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
