/** What calls of the SDK are in the words of IAM. */
import { account, type Deed, region } from './policies.ts'

type Input = Readonly<Record<string, unknown>>
const text = (input: Input, key: string): string => String(input[key])
const logGroup = (name: string): string => `arn:aws:logs:${region}:${account}:log-group:${name}`
const objectIn = (input: Input): string => `arn:${text(input, 'Bucket')}/${text(input, 'Key')}`
const table = (input: Input): string => `arn:${text(input, 'TableName')}`

/** Each command that a function sends, with its action and the resource that IAM checks. */
const commands: Readonly<Record<string, (input: Input) => Deed[]>> = {
  PutObjectCommand: (input) => [{ action: 's3:PutObject', resource: objectIn(input) }],
  GetObjectCommand: (input) => [{ action: 's3:GetObject', resource: objectIn(input) }],
  ListObjectsV2Command: (input) => [{ action: 's3:ListBucket', resource: `arn:${text(input, 'Bucket')}` }],
  DeleteObjectsCommand: (input) =>
    (input['Delete'] as { readonly Objects: readonly { readonly Key: string }[] }).Objects.map(({ Key }) => ({
      action: 's3:DeleteObject',
      resource: `arn:${text(input, 'Bucket')}/${Key}`,
    })),
  BatchWriteItemCommand: (input) =>
    Object.keys(input['RequestItems'] as Input).map((name) => ({
      action: 'dynamodb:BatchWriteItem',
      resource: `arn:${name}`,
    })),
  QueryCommand: (input) => [{ action: 'dynamodb:Query', resource: table(input) }],
  GetItemCommand: (input) => [{ action: 'dynamodb:GetItem', resource: table(input) }],
  PutItemCommand: (input) => [{ action: 'dynamodb:PutItem', resource: table(input) }],
  PublishCommand: (input) => [{ action: 'sns:Publish', resource: text(input, 'TopicArn') }],
  GetSecretValueCommand: (input) => [
    { action: 'secretsmanager:GetSecretValue', resource: text(input, 'SecretId') },
  ],
  SignCommand: (input) => [{ action: 'kms:Sign', resource: text(input, 'KeyId') }],
  ListMetricsCommand: () => [{ action: 'cloudwatch:ListMetrics', resource: '*' }],
  GetMetricDataCommand: () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
  GetQueryResultsCommand: () => [{ action: 'logs:GetQueryResults', resource: '*' }],
  StartQueryCommand: (input) => [
    { action: 'logs:StartQuery', resource: logGroup(text(input, 'logGroupName')) },
  ],
  DescribeLogGroupsCommand: () => [{ action: 'logs:DescribeLogGroups', resource: logGroup('') }],
  DescribeSubscriptionFiltersCommand: (input) => [
    { action: 'logs:DescribeSubscriptionFilters', resource: logGroup(text(input, 'logGroupName')) },
  ],
  ListTagsForResourceCommand: (input) => [
    { action: 'logs:ListTagsForResource', resource: text(input, 'resourceArn') },
  ],
  PutSubscriptionFilterCommand: (input) => [
    { action: 'logs:PutSubscriptionFilter', resource: logGroup(text(input, 'logGroupName')) },
    ...(input['roleArn'] ? [{ action: 'iam:PassRole', resource: text(input, 'roleArn') }] : []),
  ],
  DeleteSubscriptionFilterCommand: (input) => [
    { action: 'logs:DeleteSubscriptionFilter', resource: logGroup(text(input, 'logGroupName')) },
  ],
  PutRetentionPolicyCommand: (input) => [
    { action: 'logs:PutRetentionPolicy', resource: logGroup(text(input, 'logGroupName')) },
  ],
  InvokeCommand: (input) => [
    {
      action: 'lambda:InvokeFunction',
      resource: `arn:aws:lambda:${region}:${account}:function:${text(input, 'FunctionName')}`,
    },
  ],
}

/** The deeds of a call. A command that is not known here is one that no test has thought about. */
export function deedsOf(command: {
  readonly constructor: { readonly name: string }
  readonly input: unknown
}): Deed[] {
  const name = command.constructor.name.replace(/^_/, '')
  const deeds = commands[name]
  if (!deeds) throw new Error(`${name} is a call that test/security/deeds.ts does not know`)
  return deeds(command.input as Input)
}
