import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchId } from '../../../../lambdas/core/archive/index.ts'
import { compact, defaultLimits } from '../../../../lambdas/core/compact/index.ts'
import { parseConfig } from '../../../../lambdas/core/config/index.ts'
import { erase, mentions } from '../../../../lambdas/core/erase/index.ts'
import {
  decodeEntry,
  encodeEntry,
  type GroupAccount,
  readManifests,
} from '../../../../lambdas/core/ledger/index.ts'
import { ingestBatch } from '../../../../lambdas/core/pipeline.ts'
import type { Batch } from '../../../../lambdas/core/records.ts'
import { createRedactor } from '../../../../lambdas/core/redact/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { verify } from '../../../../lambdas/core/verify/index.ts'
import { eventId, nine, origin } from '../../../support/events.ts'
import { ingestInMemory } from '../../../support/ingest.ts'

const hour = 3_600_000
const config = parseConfig({
  name: 'shop',
  sources: [{ logGroups: ['/ecs/shop/*'], service: 'shop' }],
  routes: [
    { name: 'no-debug', when: { severity: '<info' }, action: 'drop' },
    { name: 'health', when: { kind: 'health' }, action: 'drop' },
  ],
})

const working = createRedactor(config.redact)
/** A redactor with a fault that one word brings out. */
const redactor: typeof working = {
  explain: working.explain,
  redact(text) {
    if (text.includes('BROKEN')) throw new Error('a fault of the code')
    return working.redact(text)
  },
}

/** What a line is, and what becomes of it. */
const kinds = {
  info: (time: string) => `{"level":"INFO","message":"hello","timestamp":"${time}"}`,
  debug: (time: string) => `{"level":"DEBUG","message":"noise","timestamp":"${time}"}`,
  health: (time: string) => `{"level":"INFO","kind":"health","message":"up","timestamp":"${time}"}`,
  person: (time: string) => `{"level":"INFO","message":"somebody-to-be-forgotten","timestamp":"${time}"}`,
  broken: (time: string) => `{"level":"DEBUG","message":"BROKEN","timestamp":"${time}"}`,
}
type Kind = keyof typeof kinds

interface Line {
  readonly kind: Kind
  /** Hours after nine: the lines of a batch fall into several partitions. */
  readonly late: 0 | 1
}

interface Delivery {
  readonly group: 'web' | 'worker'
  readonly lines: readonly Line[]
  /** How often it comes in this form. */
  readonly times: number
  /** Whether its first event comes another time, in a batch of its own, as a backfill has it. */
  readonly again: boolean
}

const deliveries = fc.array(
  fc.record({
    group: fc.constantFrom('web' as const, 'worker' as const),
    lines: fc.array(
      fc.record({
        kind: fc.constantFrom(...(Object.keys(kinds) as Kind[])),
        late: fc.constantFrom(0 as const, 1 as const),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    times: fc.integer({ min: 1, max: 3 }),
    again: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
)

function batchesOf({ group, lines, times, again }: Delivery, first: number): Batch[] {
  const place = { ...origin, logGroup: `/ecs/shop/${group}` }
  const events = lines.map(({ kind, late }, i) => ({
    id: eventId(first + i),
    timestamp: nine + late * hour + i * 1_000,
    message: kinds[kind](new Date(nine + late * hour + i * 1_000).toISOString()),
  }))
  const batch = (some: typeof events): Batch => ({ id: batchId(place, some), origin: place, events: some })
  const whole = Array.from({ length: times }, () => batch(events))
  return again && events.length > 1 ? [...whole, batch(events.slice(0, 1))] : whole
}

function expectedOf(all: readonly Delivery[]): Record<string, GroupAccount> {
  const accounts: Record<string, GroupAccount> = {}
  for (const { group, lines, again } of all) {
    const first = again && lines.length > 1 ? lines.slice(0, 1) : []
    const count = (some: readonly Line[], ...names: Kind[]) =>
      some.filter(({ kind }) => names.includes(kind)).length
    const name = `/ecs/shop/${group}`
    const before = accounts[name]
    const dropped = (kind: Kind) => count([...lines, ...first], kind)
    accounts[name] = {
      received: (before?.received ?? 0) + lines.length + first.length,
      archived: (before?.archived ?? 0) + count(lines, 'info', 'person'),
      dropped: {
        'no-debug': (before?.dropped['no-debug'] ?? 0) + dropped('debug'),
        health: (before?.dropped['health'] ?? 0) + dropped('health'),
      },
      quarantined: {
        redaction_failed: (before?.quarantined['redaction_failed'] ?? 0) + count(lines, 'broken'),
      },
      repeated: (before?.repeated ?? 0) + count(first, 'info', 'person', 'broken'),
      erased: (before?.erased ?? 0) + count(lines, 'person'),
    }
  }
  return accounts
}

/** Without names that count nothing. */
const spare = (accounts: Readonly<Record<string, GroupAccount>>) =>
  Object.fromEntries(
    Object.entries(accounts).map(([group, account]) => {
      const some = (counts: Readonly<Record<string, number>>) =>
        Object.fromEntries(Object.entries(counts).filter(([, events]) => events > 0))
      return [group, { ...account, dropped: some(account.dropped), quarantined: some(account.quarantined) }]
    }),
  )

const everything = { wanted: () => true, expired: () => false }

function setUp() {
  let now = nine + 5 * hour
  const clock = () => now++
  const { stages } = ingestInMemory(config)
  const store = createMemoryStore(clock)
  const compacted = () => compact({ store, clock, limits: defaultLimits, settle: 0, grace: hour })
  const later = () => {
    now += 2 * hour
  }
  return { stages: { ...stages, redactor, archiveStore: store }, store, clock, compacted, later }
}

describe('the books', () => {
  it('hold what became of each event of each log group: delivered again, in other batches, compacted in between, erased', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, fc.nat(10), async (all, pause) => {
        const { stages, store, clock, compacted, later } = setUp()
        const batches = all.flatMap((delivery, i) => batchesOf(delivery, 100 + i * 10))
        for (const [i, batch] of batches.entries()) {
          if (i === pause) await compacted()
          await ingestBatch(batch, stages)
        }
        await compacted()
        await erase({ store, clock, matches: mentions('somebody-to-be-forgotten'), wanted: () => true })
        later()
        await compacted()
        const { problems, accounts, landing } = await verify({ store, ...everything })
        expect({ problems, landing }).toEqual({ problems: [], landing: {} })
        expect(spare(accounts)).toEqual(spare(expectedOf(all)))
      }),
      { seed: 1, numRuns: 150 },
    )
  })

  it('are the same before compaction, but that nobody knows yet what has come twice', async () => {
    const { stages, store } = setUp()
    const lines = (Object.keys(kinds) as Kind[]).map((kind) => ({ kind, late: 0 as const }))
    for (const batch of batchesOf({ group: 'web', lines, times: 2, again: false }, 0))
      await ingestBatch(batch, stages)
    const { accounts, landing } = await verify({ store, ...everything })
    expect(accounts).toEqual({
      '/ecs/shop/web': {
        received: 5,
        archived: 2,
        dropped: { 'no-debug': 1, health: 1 },
        quarantined: { redaction_failed: 1 },
        repeated: 0,
        erased: 0,
      },
    })
    expect(landing).toEqual(accounts)
  })

  it('are hour by hour: each manifest holds the account of its own', async () => {
    const { stages, store, compacted } = setUp()
    const lines = [
      { kind: 'info', late: 0 },
      { kind: 'debug', late: 1 },
      { kind: 'debug', late: 1 },
    ] as const
    for (const batch of batchesOf({ group: 'web', lines, times: 1, again: false }, 0))
      await ingestBatch(batch, stages)
    await compacted()
    const hours = await Array.fromAsync(readManifests(store, 'manifest/'))
    expect(
      hours.map(({ entry }) => [entry.partition.hour, entry.accounts['/ecs/shop/web']!.received]),
    ).toEqual([
      ['09', 1],
      ['10', 2],
    ])
    const ten = await verify({ store, ...everything, wanted: ({ hour: name }) => name === '10' })
    expect(ten.accounts['/ecs/shop/web']).toMatchObject({
      received: 2,
      archived: 0,
      dropped: { 'no-debug': 2 },
    })
  })

  it('show a count that was moved from one name, or one log group, to another', async () => {
    for (const [from, to] of [
      ['"no-debug":1', '"no-debug":2'],
      ['"archived":1,"dropped"', '"archived":2,"dropped"'],
      ['"erased":0}}', '"erased":1}}'],
      ['{"/ecs/shop/web":{"received"', '{"/ecs/shop/worker":{"received"'],
    ]) {
      const { stages, store, compacted } = setUp()
      const lines = [
        { kind: 'info', late: 0 },
        { kind: 'debug', late: 0 },
      ] as const
      for (const batch of batchesOf({ group: 'web', lines, times: 1, again: false }, 0))
        await ingestBatch(batch, stages)
      await compacted()
      const key = [...store.objects.keys()].find((name) => name.startsWith('ledger/'))!
      const forged = Buffer.from(store.objects.get(key)!).toString().replace(from!, to!)
      const bytes = encodeEntry(decodeEntry(Buffer.from(forged)))
      expect(bytes).not.toEqual(store.objects.get(key))
      for (const name of store.objects.keys())
        if (name.startsWith('ledger/') || name.startsWith('manifest/')) store.objects.set(name, bytes)
      const { problems } = await verify({ store, ...everything })
      expect(problems.map(({ code }) => code)).toEqual(['counts_differ'])
    }
  })
})
