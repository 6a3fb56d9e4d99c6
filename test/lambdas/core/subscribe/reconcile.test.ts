import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addSubscribeReports,
  type Continuation,
  emptySubscribeReport,
  isOwnLogGroup,
  type LogGroups,
  reconcile,
  type SubscribeReport,
  type Subscription,
  withBackoff,
} from '../../../../lambdas/core/subscribe/index.ts'
import { type SimulatedGroup, simulateLogGroups } from '../../../support/simulators/log-groups.ts'
import { foreignFilter, ownFilter, sourceOf, subscriptionOf } from '../../../support/subscriptions.ts'

const noLimit = { clock: () => 0, deadline: 1 }

async function sweepAll(
  subscription: Subscription,
  groups: LogGroups,
  secondsPerSweep = Number.POSITIVE_INFINITY,
): Promise<{ report: SubscribeReport; sweeps: number }> {
  let report = emptySubscribeReport
  let from: Continuation | undefined
  for (let sweeps = 1; ; sweeps++) {
    let ticks = 0
    const budget = { clock: () => ticks++, deadline: secondsPerSweep }
    const sweep = await reconcile(subscription, groups, budget, from)
    report = addSubscribeReports(report, sweep.report)
    if (!sweep.next) return { report, sweeps }
    from = JSON.parse(JSON.stringify(sweep.next)) as Continuation
  }
}

const names = (count: number): SimulatedGroup[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `/ecs/${i % 2 ? 'shop' : 'cart'}/${String(i).padStart(5, '0')}`,
  }))
const shop = subscriptionOf(sourceOf({ logGroups: ['/ecs/shop/*'], sourceRetentionDays: 7 }))

describe('reconcile', () => {
  it('subscribes what is selected among 10,000 log groups, and the second time nothing is left to do', async () => {
    const groups = simulateLogGroups(names(10_000))
    const first = await reconcile(shop, groups, noLimit)
    expect(first.next).toBeUndefined()
    expect(first.report).toMatchObject({
      seen: 10_000,
      selected: 5_000,
      subscribed: 5_000,
      retentionsSet: 5_000,
    })
    const again = await reconcile(shop, groups, noLimit)
    expect(again.report).toMatchObject({ seen: 10_000, selected: 5_000, subscribed: 0, retentionsSet: 0 })
    expect(groups.calls).toMatchObject({ list: 400, filters: 20_000, putFilter: 5_000, setRetention: 5_000 })
    expect(groups.calls['tags']).toBeUndefined()
  })

  it('continues where its time ran out: every log group is looked at once', async () => {
    const groups = simulateLogGroups(names(1_000))
    const { report, sweeps } = await sweepAll(shop, groups, 70)
    expect(report).toMatchObject({ seen: 1_000, selected: 500, subscribed: 500 })
    expect(sweeps).toBe(15)
    expect(groups.calls['filters']).toBe(1_000)
  })

  it('waits longer and longer when it is throttled, and gets there', async () => {
    const waits: number[] = []
    let call = 0
    const groups = simulateLogGroups(names(100), { throttles: () => call++ % 4 !== 3 })
    const patient = withBackoff(groups, { wait: async (time) => void waits.push(time), random: () => 1 })
    const { report } = await reconcile(shop, patient, noLimit)
    expect(report).toMatchObject({ seen: 100, subscribed: 50 })
    expect(waits.slice(0, 3)).toEqual([200, 400, 800])
    expect(Math.max(...waits)).toBe(800)
  })

  it('stops where throttling does not end, and goes on from there', async () => {
    let open = 30
    const groups = simulateLogGroups(names(100), { throttles: () => open-- <= 0 })
    const patient = withBackoff(groups, { wait: async () => {}, random: () => 0 })
    const first = await reconcile(shop, patient, noLimit)
    expect(first.report.seen).toBeGreaterThan(0)
    expect(first.next).toBeDefined()
    open = Number.POSITIVE_INFINITY
    const second = await reconcile(shop, patient, noLimit, first.next)
    expect(first.report.seen + second.report.seen).toBe(100)
    expect(Object.values(groups.snapshot()).flatMap(({ filters }) => filters)).toHaveLength(50)
  })

  it('takes the limit of filters as the truth: reports it, goes on, and removes nobody’s filter', async () => {
    const other = { ...foreignFilter, name: 'other' }
    const groups = simulateLogGroups([
      { name: '/ecs/shop/a', filters: [foreignFilter, other] },
      { name: '/ecs/shop/b' },
    ])
    const { report } = await reconcile(shop, groups, noLimit)
    expect(report).toMatchObject({
      selected: 2,
      subscribed: 1,
      refused: { limit_exceeded: 1 },
      problems: [{ logGroup: '/ecs/shop/a', code: 'limit_exceeded' }],
    })
    expect(groups.snapshot()['/ecs/shop/a']!.filters).toEqual([foreignFilter, other])
  })

  it('does not mind a log group that is deleted meanwhile', async () => {
    const groups = simulateLogGroups(names(4), { vanishing: new Set(['/ecs/shop/00001']) })
    expect((await reconcile(shop, groups, noLimit)).report).toMatchObject({ subscribed: 1, refused: {} })
  })

  it('reports a log group whose class takes no subscription', async () => {
    const groups = simulateLogGroups([{ name: '/ecs/shop/a', class: 'INFREQUENT_ACCESS' }])
    expect((await reconcile(shop, groups, noLimit)).report).toMatchObject({
      selected: 0,
      refused: { unsupported: 1 },
    })
  })

  it('removes every filter of its own, and no other, when nothing is configured any more', async () => {
    const groups = simulateLogGroups(names(200).map((group) => ({ ...group, filters: [foreignFilter] })))
    const before = groups.snapshot()
    await reconcile(subscriptionOf(sourceOf({ logGroups: ['/ecs/*'], exclude: ['x'] })), groups, noLimit)
    expect(Object.values(groups.snapshot()).every(({ filters }) => filters.length === 2)).toBe(true)
    expect((await reconcile(subscriptionOf(), groups, noLimit)).report).toMatchObject({ removed: 200 })
    expect(groups.snapshot()).toEqual(before)
  })

  it('fails when the environment is at fault', async () => {
    const groups = simulateLogGroups(names(1))
    const broken: LogGroups = { ...groups, filters: () => Promise.reject(new Error('AccessDenied')) }
    await expect(reconcile(shop, broken, noLimit)).rejects.toThrow('AccessDenied')
  })
})

const anyFilter = fc.constantFrom(
  ownFilter,
  { ...ownFilter, pattern: 'drift' },
  foreignFilter,
  { ...foreignFilter, name: 'shop' },
  { ...foreignFilter, name: 'shop.auto2' },
)
const anyGroup: fc.Arbitrary<SimulatedGroup> = fc.record({
  name: fc.constantFrom(
    '/ecs/shop/a',
    '/ecs/shop/b',
    '/ecs/cart',
    '/ecs/tagged',
    '/aws/lambda/shop-ingest',
    '/aws/lambda/shop-subscribe',
    '/aws/lambda/other-ingest',
    '/aws/lambda/checkout',
  ),
  class: fc.constantFrom('STANDARD', 'STANDARD', 'INFREQUENT_ACCESS'),
  tags: fc.constantFrom({}, { logs: 'shop' }, { 'sluice:pipeline': 'other' }),
  filters: fc.uniqueArray(anyFilter, { selector: ({ name }) => name, maxLength: 2 }),
})
const anySource = fc
  .record({
    logGroups: fc.subarray(['/ecs/*', '/aws/lambda/*', '*', '/ecs/shop/a'], { minLength: 1 }),
    exclude: fc.subarray(['/ecs/cart', '*/b']),
    tags: fc.constantFrom({}, { logs: 'shop' }),
    sourceRetentionDays: fc.constantFrom(7, 30),
  })
  .map(sourceOf)
const world = {
  groups: fc.uniqueArray(anyGroup, { selector: ({ name }) => name, maxLength: 8 }),
  sources: fc.array(anySource, { maxLength: 3 }),
}

describe('in any account, with any configuration', () => {
  it('reconciling twice is reconciling once, in one sweep or in many, throttled or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        world.groups,
        world.sources,
        fc.array(fc.boolean(), { maxLength: 20 }),
        fc.integer({ min: 2, max: 5 }),
        async (groups, sources, throttles, budget) => {
          const subscription = subscriptionOf(...sources)
          const smooth = simulateLogGroups(groups)
          await sweepAll(subscription, smooth)
          const rough = simulateLogGroups(groups, { throttles: () => throttles.pop() ?? false })
          await sweepAll(
            subscription,
            withBackoff(rough, { wait: async () => {}, random: () => 0, attempts: 3 }),
            budget,
          )
          expect(rough.snapshot()).toEqual(smooth.snapshot())
          const { report } = await sweepAll(subscription, smooth)
          expect(report).toMatchObject({ subscribed: 0, healed: 0, removed: 0, retentionsSet: 0 })
          expect(rough.snapshot()).toEqual(smooth.snapshot())
        },
      ),
      { seed: 3, numRuns: 300 },
    )
  })

  it('filters of others are as they were, and no log group of a pipeline has its filter', async () => {
    await fc.assert(
      fc.asyncProperty(world.groups, world.sources, async (groups, sources) => {
        const simulated = simulateLogGroups(groups)
        await sweepAll(subscriptionOf(...sources), simulated)
        const after = simulated.snapshot()
        for (const { name, filters = [], tags } of groups) {
          const own = after[name]!.filters.some((filter) => filter.name === ownFilter.name)
          const others = (list: readonly { name: string }[]) =>
            list.filter((each) => each.name !== ownFilter.name)
          expect(others(after[name]!.filters)).toEqual(others(filters))
          if (isOwnLogGroup('shop', name)) expect(own).toBe(false)
          if (name === '/aws/lambda/other-ingest' && tags && 'sluice:pipeline' in tags)
            expect(own).toBe(false)
        }
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})
