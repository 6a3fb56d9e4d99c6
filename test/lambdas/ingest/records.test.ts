import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ingest, Surroundings } from '../../../lambdas/core/pipeline.ts'
import { addReports, emptyReport } from '../../../lambdas/core/report.ts'
import { ingestRecords, type StreamRecord } from '../../../lambdas/ingest/records.ts'
import { encodePayload, eventsOf, origin, payloadOf } from '../../support/events.ts'
import { archivedEvents, flakyStore, flakyTallies, ingestInMemory } from '../../support/ingest.ts'
import { type Invoke, readShard, type StreamItem } from '../../support/simulators/event-source-mapping.ts'

const surroundings = { region: 'eu-west-1', serviceOf: () => 'shop' }
const refuse = () => {
  throw new Error('SlowDown')
}
/** The outcome with the sum of its reports. */
const outcomeOf = async (records: readonly StreamRecord[], around: Surroundings, stages: Ingest) => {
  const { reports, failed } = await ingestRecords(records, around, stages)
  return { report: reports.reduce(addReports, emptyReport), reports, failed }
}
const recordsOf = (...data: string[]) => data.map((each, i) => ({ sequenceNumber: `s${i}`, data: each }))
const bug = 'a message that brings out a fault of the code'

/** Stages with a fault in the code that one message brings out, past everything that expects one. */
const withBug = (stages: Ingest): Ingest => ({
  ...stages,
  route: (record) => {
    if (record.body === bug) throw new TypeError('fault of the code')
    return stages.route(record)
  },
})

describe('records of a stream', () => {
  it('are ingested as if the subscription had delivered them directly', async () => {
    const { stages, archiveStore } = ingestInMemory()
    const control = encodePayload({ messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs', logEvents: [] })
    const records = recordsOf(
      payloadOf(['a', 'b']),
      control,
      payloadOf(['c'], { logEvents: eventsOf(['c'], 2) }),
    )
    const { report, failed } = await outcomeOf(records, surroundings, stages)
    expect(failed).toBeUndefined()
    expect(report).toMatchObject({ payloads: 3, control: 1, received: 3, archived: 3 })
    expect(archivedEvents(archiveStore.objects)).toEqual(eventsOf(['a', 'b', 'c']).map(({ id }) => id))
  })

  it('are accounted for by log group', async () => {
    const { stages } = ingestInMemory()
    const payloads = ['/a', '/b', '/a'].map((logGroup, i) =>
      payloadOf([], { logGroup, logEvents: eventsOf(['x', 'y'], 2 * i) }),
    )
    const { reports } = await outcomeOf(recordsOf(...payloads, payloads[0]!, '*'), surroundings, stages)
    expect(
      reports.map(({ logGroup, received, archived, duplicates, payloads: count }) => [
        logGroup,
        received,
        archived,
        duplicates,
        count,
      ]),
    ).toEqual([
      ['/a', 6, 4, 2, 3],
      ['/b', 2, 2, 0, 1],
      [undefined, 0, 0, 0, 1],
    ])
  })

  it('that cannot be decoded go to quarantine alone; those behind them are ingested', async () => {
    const { stages, archiveStore, quarantineStore } = ingestInMemory()
    const { report, failed } = await outcomeOf(recordsOf('*', payloadOf(['a'])), surroundings, stages)
    expect(failed).toBeUndefined()
    expect(report).toMatchObject({ quarantined: { not_base64: 1 }, archived: 1 })
    expect([archiveStore.objects.size, quarantineStore.objects.size]).toEqual([1, 1])
  })

  it('that bring out a fault of the code go to quarantine alone, at the first attempt', async () => {
    const { stages, quarantineStore } = ingestInMemory()
    const { report, failed } = await outcomeOf(
      recordsOf(payloadOf([bug]), payloadOf(['a'])),
      surroundings,
      withBug(stages),
    )
    expect(failed).toBeUndefined()
    expect(report).toMatchObject({ quarantined: { unexpected_error: 1 }, archived: 1 })
    expect([...quarantineStore.objects.keys()]).toEqual([
      expect.stringMatching(/^quarantine\/code=unexpected_error\//),
    ])
  })

  it('are read again from the one on which a store refused', async () => {
    const { stages, archiveStore } = ingestInMemory()
    let writes = 0
    const failing = { ...stages, archiveStore: flakyStore(archiveStore, () => ++writes > 4 && refuse()) }
    const payloads = [0, 1, 2, 3].map((i) => payloadOf([], { logEvents: eventsOf(['x'], i) }))
    const { report, failed } = await outcomeOf(recordsOf(...payloads), surroundings, failing)
    expect(failed?.sequenceNumber).toBe('s2')
    expect(failed?.error.message).toBe('SlowDown')
    expect(report.archived).toBe(2)
    expect(archiveStore.objects.size).toBe(2)
  })

  it('are read again when quarantine refuses: what nobody could read is not lost either', async () => {
    const { stages, quarantineStore } = ingestInMemory()
    const failing = { ...stages, quarantineStore: flakyStore(quarantineStore, refuse) }
    expect((await outcomeOf(recordsOf('*'), surroundings, failing)).failed?.sequenceNumber).toBe('s0')
    const both = await outcomeOf(recordsOf(payloadOf([bug])), surroundings, withBug(failing))
    expect(both.failed?.sequenceNumber).toBe('s0')
  })
})

type Kind = 'good' | 'undecodable' | 'bug' | 'deadly'
const kinds = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Kind>('good') },
  { weight: 1, arbitrary: fc.constantFrom<Kind>('undecodable', 'bug', 'deadly') },
)
const shard = fc.array(
  fc.record({ stream: fc.integer({ min: 0, max: 3 }), kind: kinds, size: fc.integer({ min: 1, max: 3 }) }),
  {
    minLength: 1,
    maxLength: 24,
  },
)

interface Item extends StreamItem {
  readonly kind: Kind
  readonly ids: readonly string[]
}

function itemsOf(drawn: readonly { stream: number; kind: Kind; size: number }[]): Item[] {
  let first = 100 // ids of as many digits: then their order is that of time
  return drawn.map(({ stream, kind, size }, i) => {
    const message = kind === 'bug' ? bug : '{"level":"error","msg":"x"}'
    const logEvents = eventsOf(Array<string>(size).fill(message), first)
    first += size
    const payload = payloadOf([], { logEvents, logStream: `stream-${stream}` })
    return {
      sequenceNumber: String(i).padStart(8, '0'),
      partitionKey: `stream-${stream}`,
      data: kind === 'undecodable' ? `*${i}` : payload,
      kind,
      ids: logEvents.map(({ id }) => id),
    }
  })
}

describe('a shard, whatever fails on the way', () => {
  it('loses nothing, archives nothing twice, keeps each log stream in order, and gives up poisoned records alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        shard,
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.array(fc.constantFrom('fine', 'crash before', 'crash after'), { maxLength: 10 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat({ max: 23 }),
        async (drawn, refusals, crashes, batchSize, parallelization, checkpoint) => {
          const items = itemsOf(drawn)
          const faults = { refusals: [...refusals], crashes: [...crashes] }
          const { stages, archiveStore, quarantineStore, tallyStore } = ingestInMemory()
          const sometimes = () => void (faults.refusals.pop() && refuse())
          const flaky = withBug({
            ...stages,
            archiveStore: flakyStore(archiveStore, sometimes),
            quarantineStore: flakyStore(quarantineStore, sometimes),
            tallyStore: flakyTallies(tallyStore, sometimes),
          })
          const invoke: Invoke = async (batch) => {
            const crash = faults.crashes.pop()
            if (crash === 'crash before') throw new Error('killed')
            const deadly = (batch as readonly Item[]).findIndex(({ kind }) => kind === 'deadly')
            const { failed } = await outcomeOf(
              deadly < 0 ? batch : batch.slice(0, deadly),
              surroundings,
              flaky,
            )
            if (failed) return { batchItemFailures: [{ itemIdentifier: failed.sequenceNumber }] }
            if (deadly >= 0 || crash === 'crash after') throw new Error('killed')
            return { batchItemFailures: [] }
          }
          const settings = { batchSize, parallelization, retryAttempts: 50 }
          const givenUp = await readShard(items, settings, invoke)
          // The reader dies and begins again at an older checkpoint.
          const again = await readShard(items.slice(checkpoint), settings, invoke)

          const of = (kind: Kind) => items.filter((item) => item.kind === kind)
          const archived = archivedEvents(archiveStore.objects)
          expect(archived.toSorted()).toEqual(
            of('good')
              .flatMap(({ ids }) => ids)
              .toSorted(),
          )
          for (const key of new Set(items.map(({ partitionKey }) => partitionKey))) {
            const ids = new Set(
              items.filter(({ partitionKey }) => partitionKey === key).flatMap((item) => item.ids),
            )
            const inOrder = archived.filter((id) => ids.has(id))
            expect(inOrder).toEqual(inOrder.toSorted())
          }
          expect(quarantineStore.objects.size).toBe(of('undecodable').length + of('bug').length)
          expect(givenUp.toSorted(bySequence)).toEqual(of('deadly').map((item) => [item]))
          expect(again.every((batch) => batch.length === 1)).toBe(true)

          const reference = ingestInMemory()
          await outcomeOf(of('good'), surroundings, reference.stages)
          const sorted = (store: typeof tallyStore) =>
            [...store.tallies].toSorted(([a], [b]) => (a < b ? -1 : 1))
          expect(sorted(tallyStore)).toEqual(sorted(reference.tallyStore))
        },
      ),
      { seed: 5, numRuns: 150 },
    )
  })
})

const bySequence = ([a]: StreamItem[], [b]: StreamItem[]) => (a!.sequenceNumber < b!.sequenceNumber ? -1 : 1)

describe('the second guard against loops', () => {
  it('drops what comes from a log group of the pipeline itself, and counts it', async () => {
    const { stages, archiveStore } = ingestInMemory()
    const guarded = { ...surroundings, isOwn: (logGroup: string) => logGroup === origin.logGroup }
    const { report } = await outcomeOf(recordsOf(payloadOf(['a', 'b'])), guarded, stages)
    expect(report).toMatchObject({ received: 2, archived: 0, dropped: { own_log_group: 2 } })
    expect(archiveStore.objects.size).toBe(0)
  })
})
