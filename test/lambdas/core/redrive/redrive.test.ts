import { describe, expect, it } from 'vitest'
import { compact, defaultLimits } from '../../../../lambdas/core/compact/index.ts'
import { parseConfig } from '../../../../lambdas/core/config/index.ts'
import { type Ingest, ingestBatch, ingestPayload } from '../../../../lambdas/core/pipeline.ts'
import { quarantinePayload } from '../../../../lambdas/core/quarantine/index.ts'
import { createRedactor, type Redactor } from '../../../../lambdas/core/redact/index.ts'
import { redrive } from '../../../../lambdas/core/redrive/index.ts'
import { createRouter } from '../../../../lambdas/core/route/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { verify } from '../../../../lambdas/core/verify/index.ts'
import { Crash, createFaultyStore } from '../../../support/archive/faulty-store.ts'
import { visibleEvents } from '../../../support/archive/read-all.ts'
import { batchOfMessages, eventId, nine, payloadOf } from '../../../support/events.ts'

const config = parseConfig({ name: 'shop', sources: [{ logGroups: ['/ecs/shop/web'], service: 'shop' }] })
const working = createRedactor(config.redact)
/** A redactor with a fault that one text brings out. */
const faulty: Redactor = {
  explain: working.explain,
  redact(text) {
    if (text.includes('two')) throw new Error('a fault of the code')
    return working.redact(text)
  },
}
const surroundings = { region: 'eu-west-1', serviceOf: () => 'shop' }

function setUp() {
  let now = nine + 4 * 3_600_000
  const clock = () => now++
  const archiveStore = createMemoryStore(clock)
  const quarantineStore = createMemoryStore(clock)
  const tallyStore = { put: async () => {}, range: async () => ({ tallies: [], truncated: false }) }
  const route = createRouter(config.routes)
  const stages: Ingest = { redactor: faulty, route, rules: [], archiveStore, quarantineStore, tallyStore }
  const options = { clock, archiveStore, quarantineStore, redactor: working, route, surroundings }
  return { stages, options, archiveStore, quarantineStore, clock }
}
const ids = [0, 1, 2].map(eventId).sort()

async function withQuarantinedRecord(compacted: boolean) {
  const made = setUp()
  await ingestBatch(
    batchOfMessages(['one', '{"message":"two","timestamp":"2026-11-22T11:30:00Z"}', 'three']),
    made.stages,
  )
  const store = made.archiveStore
  if (compacted)
    await compact({ store, clock: made.clock, limits: defaultLimits, settle: 0, grace: 3_600_000 })
  expect(made.quarantineStore.objects.size).toBe(1)
  expect(await visibleEvents(store)).toEqual(ids)
  return made
}

describe('redrive', () => {
  it.each([true, false])(
    'puts a record in the place of its placeholder, compacted (%s) or not, also in another hour',
    async (compacted) => {
      const { options, archiveStore, quarantineStore, clock } = await withQuarantinedRecord(compacted)
      expect(await redrive(options)).toEqual({ redriven: 1, remaining: 0, events: 1 })
      expect(quarantineStore.objects.size).toBe(0)
      expect(await visibleEvents(archiveStore)).toEqual(ids)
      await compact({ store: archiveStore, clock, limits: defaultLimits, settle: 0, grace: 0 })
      expect(await visibleEvents(archiveStore)).toEqual(ids)
      expect([...archiveStore.objects.keys()].some((key) => key.includes('hour=11'))).toBe(true)
      expect(
        (await verify({ store: archiveStore, wanted: () => true, expired: () => false })).problems,
      ).toEqual([])
    },
  )

  it('leaves what still fails where it is, with its placeholder', async () => {
    const { options, archiveStore, quarantineStore } = await withQuarantinedRecord(true)
    expect(await redrive({ ...options, redactor: faulty })).toEqual({ redriven: 0, remaining: 1, events: 0 })
    expect(quarantineStore.objects.size).toBe(1)
    expect(await visibleEvents(archiveStore)).toEqual(ids)
  })

  it('archives a payload that a fault of the code had kept out, and keeps what is no payload', async () => {
    const { options, stages, archiveStore, quarantineStore } = setUp()
    await quarantinePayload(payloadOf(['one', 'two', 'three']), 'unexpected_error', quarantineStore)
    await ingestPayload('not base64', surroundings, stages)
    await quarantineStore.putIfAbsent('quarantine/code=x/broken.json', Buffer.from('{'))
    expect(await redrive(options)).toEqual({ redriven: 1, remaining: 2, events: 3 })
    expect(await visibleEvents(archiveStore)).toEqual(ids)
    expect(await redrive(options)).toEqual({ redriven: 0, remaining: 2, events: 0 })
  })

  it('loses nothing wherever it is interrupted', async () => {
    for (let at = 0; at < 24; at++) {
      const { options, archiveStore, quarantineStore } = await withQuarantinedRecord(true)
      const interrupted = {
        ...options,
        archiveStore: createFaultyStore(archiveStore, { at, when: at % 2 === 0 ? 'before' : 'after' }),
        quarantineStore: createFaultyStore(quarantineStore, undefined),
      }
      await redrive(interrupted).catch((error) => {
        if (!(error instanceof Crash)) throw error
      })
      await redrive(options)
      expect(quarantineStore.objects.size).toBe(0)
      expect(await visibleEvents(archiveStore)).toEqual(ids)
    }
  })
})
