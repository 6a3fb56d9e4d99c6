import {
  CloudWatchLogsClient,
  DeleteSubscriptionFilterCommand,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { createCloudWatchLogGroups, Throttled } from '../../../../lambdas/core/subscribe/index.ts'
import { ownFilter } from '../../../support/subscriptions.ts'

const aws = mockClient(CloudWatchLogsClient)
const groups = createCloudWatchLogGroups(new CloudWatchLogsClient({ region: 'eu-west-1' }))
const fault = (name: string): Error => Object.assign(new Error(`said ${name}`), { name })
const arn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop'

beforeEach(() => aws.reset())

describe('the log groups of CloudWatch', () => {
  it('come page by page', async () => {
    aws
      .on(DescribeLogGroupsCommand, { nextToken: 'p2' })
      .resolves({ logGroups: [{ logGroupName: '/ecs/web', logGroupArn: arn, logGroupClass: 'DELIVERY' }] })
      .on(DescribeLogGroupsCommand, { limit: 50 }, true)
      .resolves({
        logGroups: [{ logGroupName: '/ecs/shop', arn: `${arn}:*`, retentionInDays: 7 }],
        nextToken: 'p2',
      })
    expect(await groups.list()).toEqual({
      groups: [{ name: '/ecs/shop', arn, class: 'STANDARD', retentionDays: 7 }],
      next: 'p2',
    })
    expect(await groups.list('p2')).toEqual({ groups: [{ name: '/ecs/web', arn, class: 'DELIVERY' }] })
  })

  it('are found by their full name, not by its beginning', async () => {
    aws
      .on(DescribeLogGroupsCommand)
      .resolves({ logGroups: [{ logGroupName: '/ecs/shop2', logGroupArn: arn }] })
    expect(await groups.find('/ecs/shop')).toBeUndefined()
    expect((await groups.find('/ecs/shop2'))?.name).toBe('/ecs/shop2')
  })

  it('have filters and tags; one that is gone has none', async () => {
    const group = { name: '/ecs/shop', arn, class: 'STANDARD' }
    aws
      .on(DescribeSubscriptionFiltersCommand)
      .resolvesOnce({
        subscriptionFilters: [
          { filterName: 'shop.auto', filterPattern: '', destinationArn: ownFilter.destination },
        ],
      })
      .rejects(fault('ResourceNotFoundException'))
    aws.on(ListTagsForResourceCommand, { resourceArn: arn }).resolvesOnce({ tags: { a: 'b' } })
    expect(await groups.filters('/ecs/shop')).toEqual([ownFilter])
    expect(await groups.filters('/ecs/shop')).toEqual([])
    expect(await groups.tags(group)).toEqual({ a: 'b' })
  })

  it('take a filter with the role that it needs', async () => {
    aws.on(PutSubscriptionFilterCommand).resolves({})
    expect(await groups.putFilter('/ecs/shop', { ...ownFilter, roleArn: 'role' })).toBe('done')
    expect(aws.commandCalls(PutSubscriptionFilterCommand)[0]!.args[0].input).toEqual({
      logGroupName: '/ecs/shop',
      filterName: 'shop.auto',
      filterPattern: '',
      destinationArn: ownFilter.destination,
      roleArn: 'role',
    })
  })

  it.each([
    ['LimitExceededException', 'limit_exceeded'],
    ['ResourceNotFoundException', 'gone'],
    ['InvalidParameterException', 'invalid_parameter'],
  ])('refuse a filter with %s, which is a value', async (name, outcome) => {
    aws.on(PutSubscriptionFilterCommand).rejects(fault(name))
    expect(await groups.putFilter('/ecs/shop', ownFilter)).toBe(outcome)
  })

  it('do not mind a filter that is gone already', async () => {
    aws.on(DeleteSubscriptionFilterCommand).rejects(fault('ResourceNotFoundException'))
    expect(await groups.deleteFilter('/ecs/shop', 'shop.auto')).toBe('done')
  })

  it('say when they are throttled, whatever the call', async () => {
    aws.onAnyCommand().rejects(fault('ThrottlingException'))
    aws.on(PutRetentionPolicyCommand).rejects(fault('OperationAbortedException'))
    await expect(groups.list()).rejects.toThrow(Throttled)
    await expect(groups.putFilter('/ecs/shop', ownFilter)).rejects.toThrow(Throttled)
    await expect(groups.setRetention('/ecs/shop', 7)).rejects.toThrow(Throttled)
  })

  it('throw what the environment is to blame for, with its name and cause', async () => {
    aws.onAnyCommand().rejects(fault('AccessDeniedException'))
    const failure = await groups.filters('/ecs/shop').catch((error: Error) => error)
    expect(failure).toMatchObject({
      message: '[subscribe] DescribeSubscriptionFilters failed: AccessDeniedException',
      cause: { name: 'AccessDeniedException' },
    })
  })
})
