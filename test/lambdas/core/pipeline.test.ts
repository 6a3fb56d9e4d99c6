import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../lambdas/core/config/index.ts'
import { decodeFaults } from '../../../lambdas/core/decode/index.ts'
import { type Ingest, ingestBatch, ingestPayload } from '../../../lambdas/core/pipeline.ts'
import type { ObjectStore } from '../../../lambdas/core/ports.ts'
import { createRedactor } from '../../../lambdas/core/redact/index.ts'
import { createRouter } from '../../../lambdas/core/route/index.ts'
import { createMemoryStore } from '../../../lambdas/core/store/index.ts'
import { createMemoryTallyStore, type Tally, type TallyStore } from '../../../lambdas/core/tally/index.ts'
import { batchOfMessages, encodePayload, payloadOf } from '../../support/events.ts'

const config = parseConfig({
  name: 'shop',
  sources: [{ logGroups: ['/ecs/shop/web'], service: 'shop' }],
  routes: [{ name: 'no-debug', when: { severity: '<info' }, action: 'drop' }],
  alerts: [{ name: 'burst', when: { severity: 'error' }, threshold: { count: 2, within: '5m' } }],
})
const surroundings = { region: 'eu-west-1', serviceOf: () => 'shop' }

function setUp(overrides: Partial<Ingest> = {}) {
  const archiveStore = createMemoryStore()
  const quarantineStore = createMemoryStore()
  const { tallyStore, tallies } = watchedTallies()
  const stages: Ingest = {
    redactor: createRedactor(config.redact),
    route: createRouter(config.routes),
    rules: config.alerts,
    archiveStore,
    quarantineStore,
    tallyStore,
    ...overrides,
  }
  return { stages, archiveStore, quarantineStore, tallyStore, tallies }
}

const textOf = (objects: Map<string, Uint8Array>): string =>
  [...objects.values()].map((bytes) => zstdDecompressSync(bytes).toString()).join('')
const recordsOf = (
  objects: Map<string, Uint8Array>,
): { event_id: string; event_ids?: string[]; body: string }[] =>
  textOf(objects)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

const password = ['hunter2', 'x9Q7'].join('-')
const messages = [
  '{"levelname":"INFO","message":"started"}',
  '{"levelname":"DEBUG","message":"noise"}',
  `{"levelname":"ERROR","message":"login failed","password":"${password}"}`,
  'Traceback (most recent call last):',
  '  File "/srv/app/views.py", line 3, in handler',
  'ValueError: no',
  'plain words',
]

describe('ingest', () => {
  it('archives, drops or quarantines every event that arrives: the numbers add up', async () => {
    const { stages, archiveStore } = setUp()
    const report = await ingestPayload(payloadOf(messages), surroundings, stages)
    expect(report).toMatchObject({
      payloads: 1,
      received: 7,
      archived: 6,
      duplicates: 0,
      dropped: { 'no-debug': 1 },
      quarantined: {},
    })
    expect(
      recordsOf(archiveStore.objects).flatMap(({ event_id, event_ids }) => event_ids ?? [event_id]),
    ).toHaveLength(6)
  })

  it('lets no secret out: neither into the archive nor into the tallies', async () => {
    const { stages, archiveStore, tallies } = setUp()
    const report = await ingestPayload(payloadOf(messages), surroundings, stages)
    expect(textOf(archiveStore.objects)).not.toContain(password)
    expect(JSON.stringify([...tallies.values()])).not.toContain(password)
    expect(Object.values(report.redactions).reduce((a, b) => a + b, 0)).toBe(1)
  })

  it('archives and counts a payload that is delivered twice once', async () => {
    const { stages, archiveStore, tallies } = setUp()
    await ingestPayload(payloadOf(messages), surroundings, stages)
    const before = {
      objects: new Map(archiveStore.objects),
      tallies: structuredClone([...tallies.values()]),
    }
    const again = await ingestPayload(payloadOf(messages), surroundings, stages)
    expect(again).toMatchObject({ archived: 0, duplicates: 6, bytesOut: 0 })
    expect(archiveStore.objects).toEqual(before.objects)
    expect([...tallies.values()]).toEqual(before.tallies)
  })

  it('skips a control message and counts it', async () => {
    const { stages, archiveStore, quarantineStore } = setUp()
    const control = encodePayload({ messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs', logEvents: [] })
    expect(await ingestPayload(control, surroundings, stages)).toMatchObject({
      payloads: 1,
      control: 1,
      received: 0,
    })
    expect(archiveStore.objects.size + quarantineStore.objects.size).toBe(0)
  })

  it('quarantines a payload that cannot be decoded, whole and once, and does not throw', async () => {
    const { stages, archiveStore, quarantineStore } = setUp()
    for (const data of ['*', undefined, { x: 1 }, payloadOf([]), '*', encodePayload('{')])
      expect((await ingestPayload(data, surroundings, stages)).payloads).toBe(1)
    expect(archiveStore.objects.size).toBe(0)
    const kept = [...quarantineStore.objects].map(([key, bytes]) => [
      key.split('/')[1],
      JSON.parse(Buffer.from(bytes).toString()).data,
    ])
    expect(kept).toEqual([
      ['code=not_base64', '*'],
      ['code=unexpected_shape', 'undefined'],
      ['code=unexpected_shape', '{"x":1}'],
      ['code=no_events', payloadOf([])],
      ['code=not_json', encodePayload('{')],
    ])
  })

  it('fails closed: a record that redaction cannot finish becomes a placeholder, its original goes to quarantine', async () => {
    const failing = {
      redact: () => {
        throw new Error(`cannot: ${password}`)
      },
      explain: () => [],
    }
    const { stages, archiveStore, quarantineStore } = setUp({ redactor: failing })
    const report = await ingestPayload(payloadOf(messages.slice(2, 3)), surroundings, stages)
    expect(report).toMatchObject({ received: 1, archived: 1, quarantined: { redaction_failed: 1 } })
    expect(textOf(archiveStore.objects)).not.toContain(password)
    expect(recordsOf(archiveStore.objects)[0]!.body).toBe('[REDACTED:unprocessable]')
    expect(Buffer.from([...quarantineStore.objects.values()][0]!).toString()).toContain(password)
  })

  it('takes any text: a single event of 1 MB, NUL, lone surrogates, nothing at all', async () => {
    const { stages, archiveStore } = setUp()
    const hostile = [
      'x'.repeat(1_048_576),
      'a\u0000b',
      '\ud800',
      '',
      ' ',
      '{"a":',
      '"',
      '\u2028',
      '__proto__',
      '{"__proto__":{"x":1}}',
    ]
    const report = await ingestPayload(payloadOf(hostile), surroundings, stages)
    expect(report).toMatchObject({ received: hostile.length, archived: hostile.length, quarantined: {} })
    expect(
      recordsOf(archiveStore.objects).flatMap(({ event_id, event_ids }) => event_ids ?? [event_id]),
    ).toHaveLength(hostile.length)
  })

  it('ends in the same place however often a store refuses on the way', async () => {
    const reference = setUp()
    await ingestBatch(batchOfMessages(messages), reference.stages)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 12 }), async (faults) => {
        const { stages, archiveStore, tallyStore, tallies } = setUp()
        const schedule = [...faults]
        const refuse = () => {
          if (schedule.shift()) throw new Error('SlowDown')
        }
        const flaky: Ingest = {
          ...stages,
          archiveStore: flakyStore(archiveStore, refuse),
          tallyStore: flakyTallies(tallyStore, refuse),
        }
        let report: Awaited<ReturnType<typeof ingestBatch>> | undefined
        while (!report) report = await ingestBatch(batchOfMessages(messages), flaky).catch(() => undefined)
        expect(report.archived + report.duplicates).toBe(6)
        expect(archiveStore.objects).toEqual(reference.archiveStore.objects)
        expect([...tallies.values()]).toEqual([...reference.tallies.values()])
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  it('has a bounded list of codes', () => {
    expect(decodeFaults.length).toBeLessThan(20)
  })
})

/** A store in memory, and what was put into it: the last tally of each key. */
function watchedTallies() {
  const tallies = new Map<string, Tally>()
  const store = createMemoryTallyStore()
  const tallyStore: TallyStore = {
    ...store,
    async put(list) {
      await store.put(list)
      for (const tally of list) tallies.set(`${tally.series}@${tally.bucket}@${tally.batch}`, tally)
    },
  }
  return { tallyStore, tallies }
}

/** Refuses before or after the real write: a crash may fall on either side of it. */
function flakyStore(store: ObjectStore, refuse: () => void): ObjectStore {
  return {
    async putIfAbsent(...object) {
      refuse()
      const outcome = await store.putIfAbsent(...object)
      refuse()
      return outcome
    },
  }
}

function flakyTallies(store: TallyStore, refuse: () => void): TallyStore {
  return {
    ...store,
    async put(tallies) {
      refuse()
      await store.put(tallies)
      refuse()
    },
  }
}
