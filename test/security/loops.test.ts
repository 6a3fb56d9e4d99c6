/** Builds each loop that one could make by mistake and sees it refused, undone or ended. */
import { Stack } from 'aws-cdk-lib'
import { describe, expect, it, test } from 'vitest'
import { ConfigError, parseConfig } from '../../lambdas/core/config/index.ts'
import { ingestPayload } from '../../lambdas/core/pipeline.ts'
import { emptyReport } from '../../lambdas/core/report.ts'
import {
  isOwnLogGroup,
  ownFunctions,
  ownLogGroup,
  reconcile,
  type Subscription,
} from '../../lambdas/core/subscribe/index.ts'
import { ingestMetrics } from '../../lambdas/core/telemetry/index.ts'
import type { PipelineConfig } from '../../lib/config.ts'
import { LogPipeline } from '../../lib/log-pipeline.ts'
import { appWithFlags, propertiesOf, stubs, templateOf } from '../lib/synth.ts'
import { payloadOf } from '../support/events.ts'
import { ingestInMemory } from '../support/ingest.ts'
import { simulateLogGroups } from '../support/simulators/log-groups.ts'
import { foreignFilter, ownFilter, sourceOf, subscriptionOf } from '../support/subscriptions.ts'

const noLimit = { clock: () => 0, deadline: 1 }
const everything: Partial<PipelineConfig> = {
  sources: [{ logGroups: ['/ecs/shop'] }, { logGroups: ['*'], sourceRetentionDays: 7 }],
  redact: { keys: { hash: ['user_id'] } },
  delivery: { kinesis: { mode: 'on-demand' } },
  notify: { oncall: { emails: ['oncall@example.com'] } },
}

describe('a pipeline that would read its own log', () => {
  test.each(ownFunctions)('by the full name of its %s function is refused', (own) => {
    const sources = [{ logGroups: [ownLogGroup('shop', own)] }]
    expect(() => parseConfig({ name: 'shop', sources })).toThrow(ConfigError)
  })

  test.each(['*', '/aws/lambda/*', '/aws/lambda/shop-*', '*-ingest'])(
    'by the pattern %s does not',
    async (pattern) => {
      const own = ownFunctions.map((each) => ownLogGroup('shop', each))
      const groups = simulateLogGroups([...own, '/aws/lambda/shop-checkout'].map((name) => ({ name })))
      await reconcile(subscriptionOf(sourceOf({ logGroups: [pattern] })), groups, noLimit)
      for (const name of own) expect(groups.snapshot()[name]!.filters).toEqual([])
    },
  )

  it('by a filter with its own name that somebody made by hand is freed of it', async () => {
    const name = '/aws/lambda/shop-ingest'
    const groups = simulateLogGroups([{ name, filters: [ownFilter, foreignFilter] }])
    await reconcile(subscriptionOf(sourceOf({ logGroups: ['*'] })), groups, noLimit)
    expect(groups.snapshot()[name]!.filters).toEqual([foreignFilter])
  })

  it('by any other filter drops what comes, archives nothing, and makes an alarm ring', async () => {
    const { stages, archiveStore, tallyStore } = ingestInMemory()
    const surroundings = {
      region: 'eu-west-1',
      serviceOf: () => 'shop',
      isOwn: (logGroup: string) => isOwnLogGroup('shop', logGroup),
    }
    const payload = payloadOf(['{"level":"error"}', 'x'], { logGroup: '/aws/lambda/shop-ingest' })
    const report = await ingestPayload(payload, surroundings, stages)
    expect(report).toMatchObject({ received: 2, dropped: { own_log_group: 2 }, archived: 0 })
    expect([archiveStore.objects.size, tallyStore.tallies.size]).toEqual([0, 0])

    const printed = ingestMetrics({ ...emptyReport, ...report }, 'shop', 0).map((line) => JSON.parse(line))
    const alarm = Object.values(templateOf().findResources('AWS::CloudWatch::Alarm')).find(
      ({ Properties }) => Properties.AlarmName === 'shop-own-log-groups',
    )!['Properties']
    const watched = Object.fromEntries(
      alarm.Dimensions.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
    )
    expect(printed).toContainEqual(expect.objectContaining({ ...watched, [alarm.MetricName]: 2 }))
  })
})

it('a subscription of the whole account leaves out the log group of each function of the pipeline', () => {
  for (const sources of ['account', { account: { exclude: ['/ecs/noisy'] } }] as const) {
    const template = templateOf({ sources: structuredClone(sources) as PipelineConfig['sources'] })
    const { SelectionCriteria } = propertiesOf(template, 'AWS::Logs::AccountPolicy')
    const left = JSON.parse(String(SelectionCriteria).replace('LogGroupName NOT IN ', ''))
    expect(left).toEqual([
      ...ownFunctions.map((own) => ownLogGroup('shop', own)),
      ...(sources === 'account' ? [] : ['/ecs/noisy']),
    ])
  }
})

describe('two pipelines that would read each other', () => {
  const app = appWithFlags()
  const pipelineOf = (name: string, ...logGroups: string[]) =>
    new LogPipeline(new Stack(app, `stack-${name}-${logGroups.length}`), 'Logs', {
      config: { name, sources: [{ logGroups }] },
      entries: stubs,
    })

  it('by full names are refused, also through a third; one that only reads the other is not', () => {
    pipelineOf('one', '/ecs/one', '/aws/lambda/three-ingest')
    pipelineOf('two', '/aws/lambda/one-alert')
    expect(() => pipelineOf('three', '/ecs/three', '/aws/lambda/two-ingest')).toThrow(
      'sources[0].logGroups[1]',
    )
  })

  it('by patterns do not: the log groups of a pipeline say that they are', async () => {
    const groups = simulateLogGroups(
      ['one', 'two'].flatMap((pipeline) =>
        ownFunctions.map((own) => ({
          name: ownLogGroup(pipeline, own),
          tags: { 'sluice:pipeline': pipeline },
        })),
      ),
    )
    for (const pipeline of ['one', 'two']) {
      const subscription: Subscription = { ...subscriptionOf(sourceOf({ logGroups: ['*'] })), pipeline }
      await reconcile(subscription, groups, noLimit)
    }
    expect(Object.values(groups.snapshot()).flatMap(({ filters }) => filters)).toEqual([])
  })
})

describe('everything in the stack that could make events', () => {
  const template = templateOf(everything)
  const all = (type: string) =>
    Object.values(template.findResources(type)).map(({ Properties }) => Properties)

  it('logs into a group that is known to be the pipeline’s own, each function and nothing else', () => {
    const groups = template.findResources('AWS::Logs::LogGroup')
    const functions = all('AWS::Lambda::Function')
    expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(
      ownFunctions.map((own) => `shop-${own}`).sort(),
    )
    for (const { LoggingConfig } of functions) {
      const { LogGroupName } = groups[LoggingConfig.LogGroup.Ref]!['Properties']
      expect(isOwnLogGroup('shop', LogGroupName)).toBe(true)
    }
    expect(Object.keys(groups)).toHaveLength(functions.length)
  })

  it('has no rule that writes events into a log group', () => {
    const targets = all('AWS::Events::Rule').flatMap(({ Targets }) => Targets)
    expect(targets.length).toBeGreaterThan(4)
    for (const { Arn } of targets) expect(Arn['Fn::GetAtt'][0]).toMatch(/Function/)
  })

  it('has no topic that logs its deliveries, which alerts about failing deliveries would feed', () => {
    for (const topic of all('AWS::SNS::Topic')) expect(topic.DeliveryStatusLogging).toBeUndefined()
  })

  it('has no bucket that tells anybody about objects that ingest writes', () => {
    for (const bucket of all('AWS::S3::Bucket')) expect(bucket.NotificationConfiguration).toBeUndefined()
  })

  it('is not woken by its own doing: changes of filters by subscribe, writes of alert into its table', () => {
    const drift = all('AWS::Events::Rule').find(({ EventPattern }) =>
      EventPattern?.detail?.eventName?.includes('PutSubscriptionFilter'),
    )!
    expect(drift.EventPattern.detail.userIdentity.arn).toEqual([
      { 'anything-but': { suffix: '/shop-subscribe' } },
    ])
    const [table] = all('AWS::Lambda::EventSourceMapping').filter(({ FilterCriteria }) => FilterCriteria)
    expect(table.FilterCriteria.Filters[0].Pattern).toContain('"prefix":"tally#"')
  })
})
