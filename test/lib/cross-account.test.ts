import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, onTestFinished, test } from 'vitest'
import type { PipelineConfig } from '../../lib/config.ts'
import { MemberSubscriptions } from '../../lib/member-subscriptions.ts'
import { appWithFlags, findingsOf, propertiesOf, type Statement, stubs, templateOf } from './synth.ts'

const from = { accounts: ['111122223333', '444455556666'], organization: 'o-a1b2c3d4e5' }
const central: Partial<PipelineConfig> = { delivery: { kinesis: { mode: 'on-demand', from } } }
const template = templateOf(central)

const joined = (value: unknown): string => {
  const { 'Fn::Join': join } = value as { 'Fn::Join': [string, unknown[]] }
  return join[1].map((part) => (typeof part === 'string' ? part : Object.values(part as object)[0])).join('')
}

test('a pipeline of one account has no destination', () => {
  const alone = templateOf({ delivery: { kinesis: { mode: 'on-demand' } } })
  expect(alone.findResources('AWS::Logs::Destination')).toEqual({})
})

test('other accounts deliver by a destination over the stream, whose ARN is an output', () => {
  expect(propertiesOf(template, 'AWS::Logs::Destination')).toMatchObject({
    DestinationName: 'shop',
    TargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^LogsDeliveryStream/), 'Arn'] },
    RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^LogsDeliveryWriter/), 'Arn'] },
  })
  expect(joined(template.findOutputs('DestinationArn')['DestinationArn']!['Value'])).toMatch(
    /:destination:shop$/,
  )
})

test('only the accounts that are named, and those of the organization, may subscribe to it', () => {
  const { DestinationPolicy } = propertiesOf(template, 'AWS::Logs::Destination')
  const { Statement } = JSON.parse(joined(DestinationPolicy)) as { Statement: Statement[] }
  expect(Statement.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
    [{ AWS: from.accounts }, undefined],
    ['*', { StringEquals: { 'aws:PrincipalOrgID': from.organization } }],
  ])
  for (const { Action, Resource } of Statement) {
    expect(Action).toEqual(['logs:PutSubscriptionFilter', 'logs:PutAccountPolicy'])
    expect(Resource).toMatch(/:destination:shop$/)
  }
})

test('CloudWatch Logs writes into the stream for these accounts only', () => {
  const role = propertiesOf(template, 'AWS::IAM::Role', 'LogsDeliveryWriter') as unknown as {
    AssumeRolePolicyDocument: { Statement: Statement[] }
  }
  const conditions = role.AssumeRolePolicyDocument.Statement.map(({ Condition }) => Condition!)
  expect(conditions).toHaveLength(2)
  const arns = JSON.stringify(conditions[0]!['StringLike']!['aws:SourceArn'])
  for (const account of [...from.accounts, 'AWS::AccountId']) expect(arns).toContain(account)
  expect(conditions[1]).toEqual({ StringEquals: { 'aws:SourceOrgID': from.organization } })
})

const destinationArn = 'arn:aws:logs:eu-west-1:999988887777:destination:shop'
function memberStack(sources: PipelineConfig['sources']): Stack {
  const stack = new Stack(appWithFlags(), 'member')
  new MemberSubscriptions(stack, 'Logs', {
    config: { name: 'shop', sources },
    destinationArn,
    entry: stubs.subscribe,
  })
  return stack
}

test('an account that delivers has subscriptions and nothing that stores a log', () => {
  const member = Template.fromStack(memberStack([{ logGroups: ['/ecs/shop'] }]))
  expect(propertiesOf(member, 'AWS::Logs::SubscriptionFilter')).toMatchObject({
    LogGroupName: '/ecs/shop',
    DestinationArn: destinationArn,
  })
  const types = Object.values(member.toJSON()['Resources']).map((each) => (each as { Type: string }).Type)
  expect([...new Set(types)].sort()).toEqual([
    'AWS::CloudWatch::Alarm',
    'AWS::KMS::Key',
    'AWS::Logs::SubscriptionFilter',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
  ])
})

interface QueryAlarm {
  readonly AlarmName: string
  readonly AlarmDescription: string
  readonly AlarmActions: unknown
  readonly Metrics?: readonly {
    readonly Expression: string
    readonly Period: number
    readonly ReturnData?: boolean
  }[]
}
const alarmsOf = (sources: PipelineConfig['sources']): QueryAlarm[] =>
  Object.values(Template.fromStack(memberStack(sources)).findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as QueryAlarm,
  )

test.each<[PipelineConfig['sources'], Record<string, string>]>([
  [[{ logGroups: ['/ecs/shop'] }], { 'shop-delivery-errors': 'shop', 'shop-delivery-throttling': 'shop' }],
  ['account', { 'shop-delivery-errors': 'shop', 'shop-delivery-throttling': 'shop' }],
  [
    [{ logGroups: ['/ecs/*'] }],
    { 'shop-delivery-errors': 'shop.auto', 'shop-delivery-throttling': 'shop.auto' },
  ],
  [
    [{ logGroups: ['/ecs/shop'] }, { logGroups: ['/ecs/*'] }],
    {
      'shop-delivery-errors': 'shop',
      'shop-delivery-throttling': 'shop',
      'shop-delivery-errors-auto': 'shop.auto',
      'shop-delivery-throttling-auto': 'shop.auto',
    },
  ],
])('what is not delivered rings there: %j', (sources, expected) => {
  const ofDelivery = alarmsOf(sources).filter(({ Metrics }) => Metrics !== undefined)
  const watched = ofDelivery.map(({ AlarmName, Metrics }) => {
    const [query, ...others] = Metrics!
    expect(others).toEqual([])
    expect(query!.Period).toBe(300)
    const [, metric, filter] = /^SELECT SUM\((\w+)\) FROM "AWS\/Logs" WHERE FilterName = '(.+)'$/.exec(
      query!.Expression,
    )!
    expect(metric).toBe(AlarmName.includes('errors') ? 'DeliveryErrors' : 'DeliveryThrottling')
    return [AlarmName, filter]
  })
  expect(Object.fromEntries(watched)).toEqual(expected)
})

test('the function that keeps subscriptions is watched there, too, and every alarm says what to do', () => {
  const alarms = alarmsOf([{ logGroups: ['/ecs/*'] }])
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(
    expect.arrayContaining(['shop-subscribe-refused', 'shop-subscribe-asleep', 'shop-subscribe-failures']),
  )
  const operations = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8')
  for (const { AlarmDescription, AlarmActions } of alarms) {
    const section = /docs\/operations\.md#([a-z-]+)$/.exec(AlarmDescription)?.[1]
    expect(operations).toContain(`\n## ${section}\n`)
    expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^LogsAlarmsTopicsdefault/) }])
  }
})

test('patterns are kept there by a function that may subscribe to the destination', () => {
  const member = Template.fromStack(memberStack([{ logGroups: ['/ecs/*'] }]))
  expect(propertiesOf(member, 'AWS::Lambda::Function')).toMatchObject({
    FunctionName: 'shop-subscribe',
    Environment: { Variables: { SLUICE_DESTINATION_ARN: destinationArn } },
  })
  const policy = propertiesOf(member, 'AWS::IAM::Policy')['PolicyDocument'] as { Statement: Statement[] }
  expect(policy.Statement).toContainEqual({
    Effect: 'Allow',
    Action: 'logs:PutSubscriptionFilter',
    Resource: expect.arrayContaining([destinationArn]),
  })
})

test('the whole account may deliver to another one', () => {
  const member = Template.fromStack(memberStack('account'))
  const policy = propertiesOf(member, 'AWS::Logs::AccountPolicy')
  expect(JSON.parse(String(policy['PolicyDocument']))).toEqual({
    DestinationArn: destinationArn,
    FilterPattern: '',
    Distribution: 'ByLogStream',
  })
})

test('cdk-nag finds nothing that is not explained, in either account', () => {
  expect(findingsOf(central)).toEqual([])
  const stack = memberStack([{ logGroups: ['/ecs/*'] }])
  const { violations } = new AwsSolutionsChecks(stack).validateScope(stack)
  expect(violations.map(({ ruleName }) => ruleName)).toEqual([])
})

/** Runs lib/app.ts as `npx cdk deploy -c destination=…` does. */
function app(
  destination: string,
): Promise<{ readonly failed: boolean; readonly stderr: string; readonly out: string }> {
  const out = mkdtempSync(join(tmpdir(), 'sluice-member-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  const env = { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify({ destination }) }
  const cwd = join(import.meta.dirname, '../..')
  return new Promise((done) => {
    execFile(process.execPath, ['lib/app.ts'], { cwd, env }, (error, _stdout, stderr) =>
      done({ failed: error !== null, stderr, out }),
    )
  })
}

test('the app makes the stack of an account that delivers when it is told where to', async () => {
  const { failed, out } = await app(destinationArn)
  expect(failed).toBe(false)
  const template = JSON.parse(readFileSync(join(out, 'shop-sluice-member.template.json'), 'utf8'))
  expect(JSON.stringify(template)).toContain(destinationArn)
})

test('what is no destination is refused in plain words', async () => {
  const { failed, stderr } = await app('arn:aws:lambda:eu-west-1:999988887777:function:x')
  expect(failed).toBe(true)
  expect(stderr).toContain('-c destination must be the ARN of a destination')
  expect(stderr).not.toMatch(/^\s+at /m)
})
