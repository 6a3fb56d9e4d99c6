import { describe, expect, it } from 'vitest'
import {
  type Answer,
  type Continued,
  mostHops,
  runSubscribe,
  type StackRequest,
  type Subscriber,
  triggerOf,
} from '../../../../lambdas/core/subscribe/index.ts'
import { simulateLogGroups } from '../../../support/simulators/log-groups.ts'
import { foreignFilter, ownFilter, sourceOf, subscriptionOf } from '../../../support/subscriptions.ts'

const requestOf = (RequestType: StackRequest['RequestType']): StackRequest => ({
  RequestType,
  ResponseURL: 'https://cloudformation.example/answer',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Subscriptions',
})

/** A function that can look at `perRun` log groups before its time is up, and runs itself again like Lambda. */
function setUp(perRun: number, filters = [foreignFilter], throttles: () => boolean = () => false) {
  const names = Array.from({ length: 120 }, (_, i) => `/ecs/shop/${String(i).padStart(3, '0')}`)
  const groups = simulateLogGroups(
    names.map((name) => ({ name, filters })),
    { throttles },
  )
  const answers: [string, Answer][] = []
  const queue: unknown[] = []
  const subscriber = (): Subscriber => {
    let ticks = 0
    return {
      subscription: subscriptionOf(sourceOf({ logGroups: ['/ecs/*'] })),
      groups,
      budget: { clock: () => ticks++, deadline: perRun },
      continueWith: async (continued: Continued) =>
        void queue.push(JSON.parse(JSON.stringify({ continued }))),
      answer: async ({ RequestType }, answer) => void answers.push([RequestType, answer]),
    }
  }
  const invoke = async (event: unknown) => {
    const runs = [await runSubscribe(triggerOf(event), subscriber())]
    while (queue.length > 0) runs.push(await runSubscribe(triggerOf(queue.shift()), subscriber()))
    return runs
  }
  const subscribed = () =>
    Object.values(groups.snapshot()).filter((group) =>
      group.filters.some(({ name }) => name === ownFilter.name),
    )
  return { groups, answers, invoke, subscribed }
}

const calls = (eventName: string, requestParameters: unknown, more = {}) => ({
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventName, requestParameters, ...more },
})

describe('what subscribe runs for', () => {
  it.each([
    [calls('CreateLogGroup', { logGroupName: '/ecs/shop/007' }), '/ecs/shop/007'],
    [
      calls('TagResource', { resourceArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop/007' }),
      '/ecs/shop/007',
    ],
    [
      calls('TagResource', { resourceArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop/007:*' }),
      '/ecs/shop/007',
    ],
  ])('one log group that was made or tagged', (event, logGroup) => {
    expect(triggerOf(event)).toEqual({ kind: 'group', logGroup })
  })

  it.each([
    undefined,
    'text',
    {},
    calls('CreateLogGroup', { logGroupName: '/ecs' }, { errorCode: 'AccessDenied' }),
    calls('CreateLogGroup', null),
    calls('TagResource', { resourceArn: 'arn:aws:logs:eu-west-1:123456789012:destination:x' }),
    { 'detail-type': 'AWS API Call via CloudTrail' },
  ])('nothing, when no log group can be read of it: %j', (event) => {
    expect(triggerOf(event)).toEqual({ kind: 'nothing' })
  })

  it.each(['Scheduled Event', 'CloudFormation Stack Status Change'])('all of them at a %s', (type) => {
    expect(triggerOf({ 'detail-type': type, detail: {} })).toEqual({ kind: 'sweep' })
  })
})

describe('a run of subscribe', () => {
  it('subscribes a new log group alone', async () => {
    const { groups, invoke, subscribed } = setUp(10)
    const [run] = await invoke(calls('CreateLogGroup', { logGroupName: '/ecs/shop/007' }))
    expect(run!.report).toMatchObject({ seen: 1, subscribed: 1 })
    expect(subscribed()).toHaveLength(1)
    expect(groups.calls).toEqual({ find: 1, filters: 1, putFilter: 1 })
  })

  it('does nothing about one that is gone again', async () => {
    const [run] = await setUp(10).invoke(calls('CreateLogGroup', { logGroupName: '/ecs/none' }))
    expect(run!.report.seen).toBe(0)
  })

  it('goes on by itself until every log group has been looked at', async () => {
    const { groups, invoke, subscribed } = setUp(50)
    const runs = await invoke({ 'detail-type': 'Scheduled Event' })
    expect(runs.map(({ report }) => report.seen)).toEqual([50, 50, 20])
    expect(subscribed()).toHaveLength(120)
    expect(groups.calls['filters']).toBe(120)
  })

  it('gives up after so many runs, and says so', async () => {
    const runs = await setUp(1).invoke({ 'detail-type': 'Scheduled Event' })
    expect(runs).toHaveLength(mostHops + 1)
    expect(runs.map(({ unfinished }) => unfinished)).toEqual([...Array(mostHops).fill(false), true])
  })

  it('answers a deployment after its first run and finishes the rest behind it', async () => {
    const { answers, invoke, subscribed } = setUp(50)
    expect(await invoke(requestOf('Create'))).toHaveLength(3)
    expect(answers).toEqual([['Create', {}]])
    expect(subscribed()).toHaveLength(120)
  })

  it('lets a deletion wait until all its filters are gone, and touches no other', async () => {
    const { answers, groups, invoke, subscribed } = setUp(50, [foreignFilter, ownFilter])
    const runs = await invoke(requestOf('Delete'))
    expect(runs.map(({ report }) => report.removed)).toEqual([50, 50, 20])
    expect(answers).toEqual([['Delete', {}]])
    expect(subscribed()).toEqual([])
    expect(Object.values(groups.snapshot()).every(({ filters }) => filters[0] === foreignFilter)).toBe(true)
  })

  it('tells the stack when it cannot work, instead of letting it wait for an hour', async () => {
    const { answers, groups, invoke } = setUp(50)
    groups.list = () =>
      Promise.reject(new Error('[subscribe] DescribeLogGroups failed: AccessDeniedException'))
    await invoke(requestOf('Update'))
    expect(answers).toEqual([
      ['Update', { failed: '[subscribe] DescribeLogGroups failed: AccessDeniedException' }],
    ])
  })

  it('fails when nobody waits for an answer, so that Lambda tries again and the alarm sees it', async () => {
    const { groups, invoke } = setUp(50)
    groups.list = () => Promise.reject(new Error('AccessDenied'))
    await expect(invoke({ 'detail-type': 'Scheduled Event' })).rejects.toThrow('AccessDenied')
  })
})
