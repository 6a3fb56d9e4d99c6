import { DescribeLogGroupsCommand, type FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, it } from 'vitest'
import { landingKey, partitionOf } from '../../../../lambdas/core/archive/index.ts'
import {
  type BackfillOptions,
  backfill,
  createCloudWatchPast,
  type PastEvents,
} from '../../../../lambdas/core/backfill/index.ts'
import { compact, decodeParquet, defaultLimits } from '../../../../lambdas/core/compact/index.ts'
import { parseConfig } from '../../../../lambdas/core/config/index.ts'
import { ingestBatch } from '../../../../lambdas/core/pipeline.ts'
import { createRedactor } from '../../../../lambdas/core/redact/index.ts'
import { createRouter } from '../../../../lambdas/core/route/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { visibleEvents } from '../../../support/archive/read-all.ts'
import { archivedRecord } from '../../../support/archive/records.ts'
import { batchOfMessages, eventId, eventsOf, nine, origin } from '../../../support/events.ts'

const hour = 3_600_000
const config = parseConfig({ name: 'shop', sources: [{ logGroups: ['/ecs/shop/web'] }] })
const messages = ['one', 'password=hunter22', 'three', 'four', 'five']

/** Two streams, two events a page. `calls` counts the pages that were asked for. */
function aPast(failAt = Number.POSITIVE_INFINITY): PastEvents & { calls: number } {
  const all = eventsOf(messages).map((event, i) => ({ ...event, logStream: `stream-${i % 2}` }))
  const past = {
    calls: 0,
    accountOf: async () => origin.account,
    async page(_group: string, from: number, to: number, token?: string) {
      if (++past.calls > failAt) throw new Error('throttled')
      const found = all.filter(({ timestamp }) => timestamp >= from && timestamp < to)
      const start = Number(token ?? 0)
      const events = found.slice(start, start + 2)
      return start + 2 < found.length ? { events, next: String(start + 2) } : { events }
    },
  }
  return past
}

function setUp() {
  const store = createMemoryStore()
  const stages = {
    redactor: createRedactor(config.redact),
    route: createRouter(config.routes),
    archiveStore: store,
    quarantineStore: createMemoryStore(),
  }
  const options = (past: PastEvents, more: Partial<BackfillOptions> = {}): BackfillOptions => {
    const { logStream: _, ...group } = origin
    return { past, stages, origin: group, from: nine, to: nine + 2 * hour, ...more }
  }
  return { store, stages, options }
}
const ids = messages.map((_, i) => eventId(i)).sort()

describe('backfill', () => {
  it('takes every event of every page through the stages, once', async () => {
    const { store, options } = setUp()
    expect(await backfill(options(aPast()))).toMatchObject({ received: 5, archived: 5, duplicates: 0 })
    expect(await visibleEvents(store)).toEqual(ids)
    expect(await backfill(options(aPast()))).toMatchObject({ archived: 0, duplicates: 5 })
    expect(await visibleEvents(store)).toEqual(ids)
  })

  it('redacts', async () => {
    const { store, options } = setUp()
    await backfill(options(aPast()))
    await compact({ store, clock: () => nine + 9 * hour, limits: defaultLimits, settle: 0, grace: 0 })
    const [key] = [...store.objects.keys()].filter((each) => each.endsWith('.parquet'))
    const bodies = (await decodeParquet(store.objects.get(key!)!)).map(({ body }) => body)
    expect(bodies).toContain('three')
    expect(bodies.join()).not.toContain('hunter22')
  })

  it('leaves each event once after compaction, also where the subscription had brought it', async () => {
    const { store, stages, options } = setUp()
    const silent = { put: async () => {}, range: async () => ({ tallies: [], truncated: false }) }
    const delivered = batchOfMessages(messages.slice(1, 4), 1)
    await ingestBatch(delivered, { ...stages, rules: [], tallyStore: silent })
    expect(store.objects.has(landingKey(partitionOf(archivedRecord(0)), delivered.id))).toBe(true)
    await backfill(options(aPast()))
    await compact({ store, clock: () => nine + 9 * hour, limits: defaultLimits, settle: 0, grace: 0 })
    expect(await visibleEvents(store)).toEqual(ids)
  })

  it('tells what is done, hour by hour, and goes on there', async () => {
    const { store, options } = setUp()
    const done: number[] = []
    const progress = (until: number) => {
      done.push(until)
    }
    await expect(backfill(options(aPast(3), { progress }))).rejects.toThrow('throttled')
    expect(done).toEqual([nine + hour])
    await backfill(options(aPast(), { progress, from: done[0]! }))
    expect(done).toEqual([nine + hour, nine + 2 * hour])
    expect(await visibleEvents(store)).toEqual(ids)
  })
})

describe('the past in CloudWatch Logs', () => {
  it('finds the account of exactly this log group, and reads its pages', async () => {
    const sent: unknown[] = []
    const client = {
      async send(command: unknown) {
        if (command instanceof DescribeLogGroupsCommand) {
          const groups = ['/ecs/shop', '/ecs/shop/web'].map((logGroupName, i) => ({
            logGroupName,
            arn: `arn:aws:logs:eu-west-1:${i}23456789012:log-group:${logGroupName}:*`,
          }))
          return { logGroups: groups }
        }
        sent.push((command as FilterLogEventsCommand).input)
        return {
          events: [{ eventId: '1', timestamp: 5, message: 'm', logStreamName: 's' }],
          nextToken: 'more',
        }
      },
    }
    const past = createCloudWatchPast(client as never)
    expect(await past.accountOf('/ecs/shop/web')).toBe('123456789012')
    expect(await past.accountOf('/ecs')).toBeUndefined()
    expect(await past.page('/ecs/shop', 0, 10, 'token')).toEqual({
      events: [{ id: '1', timestamp: 5, message: 'm', logStream: 's' }],
      next: 'more',
    })
    expect(sent).toEqual([{ logGroupName: '/ecs/shop', startTime: 0, endTime: 9, nextToken: 'token' }])
  })

  it('says what was refused, and never what was read', async () => {
    const client = {
      send: () => Promise.reject(Object.assign(new Error('secret'), { name: 'AccessDenied' })),
    }
    await expect(createCloudWatchPast(client as never).page('g', 0, 1)).rejects.toThrow(
      '[backfill] cannot read the log group: AccessDenied',
    )
  })
})
