import { describe, expect, it } from 'vitest'
import { type LogGroup, needsTags, ownFunctions, plan } from '../../../../lambdas/core/subscribe/index.ts'
import { foreignFilter, ownFilter, sourceOf, subscriptionOf } from '../../../support/subscriptions.ts'

const groupOf = (name: string, parts: Partial<LogGroup> = {}): LogGroup => ({
  name,
  arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${name}`,
  class: 'STANDARD',
  ...parts,
})
const shop = subscriptionOf(sourceOf({ logGroups: ['/ecs/shop/*', '/aws/lambda/*'] }))
const web = groupOf('/ecs/shop/web')

describe('the plan of a log group', () => {
  it('subscribes one that is selected', () => {
    expect(plan(shop, web, [foreignFilter])).toEqual({
      verdict: 'selected',
      actions: [{ kind: 'put_filter', filter: ownFilter, why: 'missing' }],
    })
  })

  it('is empty when everything is as it should be', () => {
    expect(plan(shop, web, [ownFilter, foreignFilter])).toEqual({ verdict: 'selected', actions: [] })
  })

  it.each([
    ['pattern', { pattern: 'ERROR' }],
    ['destination', { destination: 'arn:aws:lambda:eu-west-1:123456789012:function:other' }],
    ['role', { roleArn: 'arn:aws:iam::123456789012:role/other' }],
  ])('puts its own filter right when its %s was changed', (_, change) => {
    expect(plan(shop, web, [{ ...ownFilter, ...change }]).actions).toEqual([
      { kind: 'put_filter', filter: ownFilter, why: 'changed' },
    ])
  })

  it('removes its own filter, and only that, when the log group left the configuration', () => {
    expect(plan(shop, groupOf('/ecs/cart'), [foreignFilter, ownFilter])).toEqual({
      verdict: 'unselected',
      actions: [{ kind: 'delete_filter', name: 'shop.auto' }],
    })
    expect(plan(shop, groupOf('/ecs/cart'), [foreignFilter])).toEqual({ verdict: 'unselected', actions: [] })
  })

  it('sets the retention of a selected group, if it is another', () => {
    const kept = subscriptionOf(sourceOf({ sourceRetentionDays: 7 }))
    const set = [{ kind: 'set_retention', days: 7 }]
    expect(plan(kept, groupOf('/ecs/shop/web'), [ownFilter]).actions).toEqual(set)
    expect(plan(kept, groupOf('/ecs/shop/web', { retentionDays: 30 }), [ownFilter]).actions).toEqual(set)
    expect(plan(kept, groupOf('/ecs/shop/web', { retentionDays: 7 }), [ownFilter]).actions).toEqual([])
    expect(plan(kept, groupOf('/ecs/other', { retentionDays: 30 }), []).actions).toEqual([])
  })

  it('leaves a group that the stack subscribes to the stack, but takes its own filter away', () => {
    const both = subscriptionOf(
      sourceOf({ logGroups: ['/ecs/*'] }),
      sourceOf({ logGroups: ['/ecs/shop/web'] }),
    )
    expect(plan(both, web, [{ ...ownFilter, name: 'shop' }])).toEqual({ verdict: 'stack', actions: [] })
    expect(plan(both, web, [ownFilter])).toEqual({
      verdict: 'stack',
      actions: [{ kind: 'delete_filter', name: 'shop.auto' }],
    })
  })

  it.each(ownFunctions)(
    'never subscribes the log group of its own %s, and ends it if somebody did',
    (own) => {
      const group = groupOf(`/aws/lambda/shop-${own}`)
      expect(plan(shop, group, [])).toEqual({ verdict: 'own', actions: [] })
      expect(plan(shop, group, [ownFilter]).actions).toEqual([{ kind: 'delete_filter', name: 'shop.auto' }])
    },
  )

  it('never subscribes the function of another pipeline, which its tag tells: two would feed each other', () => {
    const other = groupOf('/aws/lambda/cart-ingest')
    expect(needsTags(shop, other.name)).toBe(true)
    expect(plan(shop, other, [], { 'sluice:pipeline': 'cart' })).toEqual({ verdict: 'own', actions: [] })
    expect(plan(shop, other, []).verdict).toBe('selected')
  })

  it('selects by tag, and lets go of a group that loses it', () => {
    const tagged = subscriptionOf(sourceOf({ logGroups: ['*'], tags: { logs: 'shop' } }))
    expect(needsTags(tagged, '/any')).toBe(true)
    expect(plan(tagged, groupOf('/any'), [], { logs: 'shop' }).verdict).toBe('selected')
    expect(plan(tagged, groupOf('/any'), [ownFilter], {}).actions).toEqual([
      { kind: 'delete_filter', name: 'shop.auto' },
    ])
  })

  it('takes the first source whose tags fit', () => {
    const two = subscriptionOf(
      sourceOf({ logGroups: ['*'], tags: { team: 'a' }, filterPattern: 'A' }),
      sourceOf({ logGroups: ['*'], filterPattern: 'B' }),
    )
    const patternFor = (tags: Record<string, string>) =>
      plan(two, web, [], tags).actions.map((action) => action.kind === 'put_filter' && action.filter.pattern)
    expect(patternFor({ team: 'a' })).toEqual(['A'])
    expect(patternFor({})).toEqual(['B'])
  })

  it('says so when a class of log group takes no subscription', () => {
    expect(plan(shop, groupOf('/ecs/shop/web', { class: 'INFREQUENT_ACCESS' }), [])).toEqual({
      verdict: 'unsupported',
      actions: [],
    })
  })

  it('gives the filter the role that writes into a stream', () => {
    const roleArn = 'arn:aws:iam::123456789012:role/shop-logs'
    const [action] = plan({ ...shop, roleArn }, web, [ownFilter]).actions
    expect(action).toEqual({ kind: 'put_filter', filter: { ...ownFilter, roleArn }, why: 'changed' })
  })
})
