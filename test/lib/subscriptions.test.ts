import { expect, test } from 'vitest'
import { ConfigError } from '../../lambdas/core/config/index.ts'
import { isOwnLogGroup, ownFunctions, ownLogGroup } from '../../lambdas/core/subscribe/index.ts'
import { propertiesOf, stackOf, templateOf } from './synth.ts'

const hundred = Array.from({ length: 100 }, (_, i) => `/ecs/service-${i}`)

test('every configured log group gets one filter that delivers to ingest', () => {
  const template = templateOf({
    sources: [
      { logGroups: ['/ecs/shop', '/aws/lambda/checkout'], filterPattern: 'ERROR' },
      { logGroups: ['/ecs/web'] },
    ],
  })
  const filters = Object.values(template.findResources('AWS::Logs::SubscriptionFilter'))
  expect(filters.map(({ Properties }) => [Properties.LogGroupName, Properties.FilterPattern])).toEqual([
    ['/ecs/shop', 'ERROR'],
    ['/aws/lambda/checkout', 'ERROR'],
    ['/ecs/web', ''],
  ])
  for (const { Properties } of filters) {
    expect(Properties.FilterName).toBe('shop')
    expect(Properties.DestinationArn).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^LogsIngestFunction/), 'Arn'],
    })
  }
})

test('CloudWatch Logs has one permission, however many groups, and only from this account', () => {
  const template = templateOf({ sources: [{ logGroups: hundred }] })
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission'))
  const logs = permissions.filter(({ Properties }) => Properties.Principal === 'logs.amazonaws.com')
  expect(logs).toHaveLength(1)
  expect(logs[0]?.['Properties'].SourceAccount).toEqual({ Ref: 'AWS::AccountId' })
  expect(JSON.stringify(logs[0]?.['Properties'].SourceArn)).toMatch(/:logs:.*:log-group:\*:\*/)
})

test('no filter is made before the permission that it needs', () => {
  const template = templateOf({ sources: [{ logGroups: hundred }] })
  for (const { DependsOn } of Object.values(template.findResources('AWS::Logs::SubscriptionFilter')))
    expect(DependsOn).toContainEqual(expect.stringMatching(/^LogsSubscriptionsPermission/))
})

test('a filter keeps its identity when groups before it come and go', () => {
  const idOf = (logGroups: string[]) =>
    Object.entries(
      templateOf({ sources: [{ logGroups }] }).findResources('AWS::Logs::SubscriptionFilter'),
    ).find(([, { Properties }]) => Properties.LogGroupName === '/ecs/shop')?.[0]
  expect(idOf(['/ecs/web', '/ecs/shop'])).toBe(idOf(['/ecs/shop']))
})

test.each(ownFunctions)('the log group of its own %s function is refused, with the path', (own) => {
  const config = { sources: [{ logGroups: ['/ecs/shop', ownLogGroup('shop', own)] }] }
  expect(() => stackOf(config)).toThrow(ConfigError)
  expect(() => stackOf(config)).toThrow('sources[0].logGroups[1]')
})

test('every log group that the stack makes is one that can never be subscribed', () => {
  const groups = Object.values(templateOf().findResources('AWS::Logs::LogGroup'))
  expect(groups.length).toBeGreaterThan(0)
  for (const { Properties } of groups) expect(isOwnLogGroup('shop', Properties.LogGroupName)).toBe(true)
})

test('every function of the stack logs into a group that it makes', () => {
  for (const { Properties } of Object.values(templateOf().findResources('AWS::Lambda::Function')))
    expect(Properties.LoggingConfig.LogGroup).toEqual({ Ref: expect.stringMatching(/^Logs.*LogGroup/) })
})

test('the whole account is one policy, which delivers like a filter', () => {
  const template = templateOf({ sources: 'account' })
  expect(template.findResources('AWS::Logs::SubscriptionFilter')).toEqual({})
  const policy = propertiesOf(template, 'AWS::Logs::AccountPolicy')
  expect(policy).toMatchObject({ PolicyType: 'SUBSCRIPTION_FILTER_POLICY', Scope: 'ALL', PolicyName: 'shop' })
  const [, parts] = (policy['PolicyDocument'] as { 'Fn::Join': [string, unknown[]] })['Fn::Join']
  const document = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'arn')).join(''))
  expect(document).toEqual({ DestinationArn: 'arn', FilterPattern: '', Distribution: 'ByLogStream' })
  const [resource] = Object.values(template.findResources('AWS::Logs::AccountPolicy'))
  expect(resource!['DependsOn']).toContainEqual(expect.stringMatching(/^LogsSubscriptionsPermission/))
})

test('the whole account may write into a stream, too', () => {
  const template = templateOf({ sources: 'account', delivery: { kinesis: { mode: 'on-demand' } } })
  expect(JSON.stringify(propertiesOf(template, 'AWS::Logs::AccountPolicy')['PolicyDocument'])).toContain(
    'RoleArn',
  )
})
