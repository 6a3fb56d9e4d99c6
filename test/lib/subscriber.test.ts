import { expect, test } from 'vitest'
import { isOwnLogGroup, ownFunctions } from '../../lambdas/core/subscribe/index.ts'
import { readSubscribeEnvironment } from '../../lambdas/subscribe/environment.ts'
import type { PipelineConfig } from '../../lib/config.ts'
import { findingsOf, propertiesOf, type Statement, templateOf } from './synth.ts'

const found: Partial<PipelineConfig> = {
  sources: [
    { logGroups: ['/ecs/shop/*', '/ecs/cart'], exclude: ['*/debug'], sourceRetentionDays: 7 },
    { logGroups: ['/aws/lambda/*'], tags: { logs: 'shop' } },
    { logGroups: ['/ecs/plain'] },
  ],
}
const template = templateOf(found)

function statements(): Statement[] {
  const policy = propertiesOf(template, 'AWS::IAM::Policy', 'LogsSubscribeAccess')
  return (policy['PolicyDocument'] as { Statement: Statement[] }).Statement
}
const groupsOf = (action: string, effect: string): string[] =>
  statements()
    .filter(({ Action, Effect }) => Effect === effect && [Action].flat().includes(action))
    .flatMap(({ Resource }) => [Resource].flat())
    .map((resource) =>
      JSON.stringify(resource)
        .split(':log-group:')[1]!
        .replace(/"\]\]}$/, ''),
    )

test('a pipeline of full names needs no subscribe function', () => {
  const names = Object.values(templateOf().findResources('AWS::Lambda::Function')).map(
    ({ Properties }) => Properties.FunctionName,
  )
  expect(names).not.toContain('shop-subscribe')
})

test('the stack subscribes what is named in full, the function what has to be found', () => {
  const filters = Object.values(template.findResources('AWS::Logs::SubscriptionFilter'))
  expect(filters.map(({ Properties }) => Properties.LogGroupName)).toEqual(['/ecs/plain'])
})

test('however many log groups are found, CloudWatch Logs has one permission to deliver', () => {
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission'))
  expect(permissions.filter(({ Properties }) => Properties.Principal === 'logs.amazonaws.com')).toHaveLength(
    1,
  )
})

test('the function may subscribe and shorten what the configuration says, and nothing else', () => {
  expect(groupsOf('logs:PutSubscriptionFilter', 'Allow')).toEqual([
    '/aws/lambda/*',
    '/ecs/cart',
    '/ecs/cart:*',
    '/ecs/shop/*',
  ])
  expect(groupsOf('logs:PutRetentionPolicy', 'Allow')).toEqual(['/ecs/cart', '/ecs/cart:*', '/ecs/shop/*'])
})

test('IAM itself refuses to subscribe a log group of the pipeline', () => {
  const denied = groupsOf('logs:PutSubscriptionFilter', 'Deny')
  const made = Object.values(template.findResources('AWS::Logs::LogGroup')).map(
    ({ Properties }) => Properties.LogGroupName as string,
  )
  expect(made).toHaveLength(ownFunctions.length)
  for (const name of made) {
    expect(isOwnLogGroup('shop', name)).toBe(true)
    expect(denied).toContain(name)
    expect(denied).toContain(`${name}:*`)
  }
})

test('the log groups of a pipeline say so to other pipelines', () => {
  for (const { Properties } of Object.values(template.findResources('AWS::Logs::LogGroup')))
    expect(Properties.Tags).toContainEqual({ Key: 'sluice:pipeline', Value: 'shop' })
})

test('it finds in its environment where log groups deliver to', () => {
  const { Environment } = propertiesOf(template, 'AWS::Lambda::Function', 'LogsSubscribe') as {
    readonly Environment: { readonly Variables: Record<string, { 'Fn::GetAtt': string[] }> }
  }
  const variables = Object.fromEntries(
    Object.entries(Environment.Variables).map(([name, value]) => [name, value['Fn::GetAtt'].join('.')]),
  )
  expect(readSubscribeEnvironment(variables)).toEqual({
    destinationArn: expect.stringMatching(/^LogsIngestFunction\w+\.Arn$/),
  })
})

test('it runs when log groups change, when others change filters, after deployments, and every hour', () => {
  const rules = Object.values(template.findResources('AWS::Events::Rule')).filter(({ Properties }) =>
    String(Properties.Description).startsWith('Subscriptions: '),
  )
  expect(
    rules.map(({ Properties }) => Properties.EventPattern?.detail.eventName ?? Properties.ScheduleExpression),
  ).toEqual(
    expect.arrayContaining([
      expect.arrayContaining(['CreateLogGroup', 'TagResource', 'UntagResource']),
      expect.arrayContaining(['PutSubscriptionFilter', 'DeleteSubscriptionFilter']),
      'rate(1 hour)',
    ]),
  )
  expect(rules).toHaveLength(4)
})

test('its own changes do not wake it again', () => {
  const [drift] = Object.values(template.findResources('AWS::Events::Rule')).filter(({ Properties }) =>
    Properties.EventPattern?.detail.eventName?.includes('PutSubscriptionFilter'),
  )
  expect(drift!['Properties'].EventPattern.detail.userIdentity).toEqual({
    arn: [{ 'anything-but': { suffix: '/shop-subscribe' } }],
  })
})

test('a deletion removes the rules first, then the filters, then the function and its rights', () => {
  const [id, resource] = Object.entries(template.findResources('Custom::SluiceSubscriptions'))[0]!
  expect(resource['DependsOn']).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^LogsSubscribeAccessRoleDefaultPolicy/),
      expect.stringMatching(/^LogsSubscriptionsPermission/),
    ]),
  )
  const rules = Object.entries(template.findResources('AWS::Events::Rule')).filter(([name]) =>
    name.startsWith('LogsSubscribe'),
  )
  expect(rules).toHaveLength(4)
  for (const [, { DependsOn }] of rules) expect(DependsOn).toContain(id)
})

test('a deployment with other sources runs it, one without does not', () => {
  const configuredBy = (config: Partial<PipelineConfig>) =>
    propertiesOf(templateOf(config), 'Custom::SluiceSubscriptions')['configured']
  expect(configuredBy({ ...found, routes: [{ name: 'r', when: {}, action: 'keep' }] })).toBe(
    configuredBy(found),
  )
  expect(configuredBy({ sources: [{ logGroups: ['/ecs/*'] }] })).not.toBe(configuredBy(found))
})

test('cdk-nag finds nothing that is not explained', () => {
  expect(findingsOf(found)).toEqual([])
})

test('it looks again when a deployment has ended: a right that IAM had not spread yet refuses a filter', () => {
  const [rule] = Object.values(template.findResources('AWS::Events::Rule')).filter(
    ({ Properties }) => Properties.EventPattern?.source[0] === 'aws.cloudformation',
  )
  expect(rule!['Properties'].EventPattern.detail).toEqual({
    'stack-id': [{ Ref: 'AWS::StackId' }],
    'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'] },
  })
})
