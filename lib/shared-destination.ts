import { ArnFormat, Aws, Stack } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import type { IStream } from 'aws-cdk-lib/aws-kinesis'
import { CfnDestination } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Senders } from '../lambdas/core/config/index.ts'

export interface SharedDestinationProps {
  readonly pipeline: string
  readonly stream: IStream
  /** With which CloudWatch Logs writes into the stream, also for the senders. */
  readonly writer: IRole
  readonly senders: Senders
}

/**
 * The name by which log groups of other accounts deliver into the stream. Who may is in its policy: the accounts that are named,
 * or every account of the organization.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions-Kinesis.html
 */
export class SharedDestination extends Construct {
  readonly destinationArn: string

  constructor(scope: Construct, id: string, { pipeline, stream, writer, senders }: SharedDestinationProps) {
    super(scope, id)
    this.destinationArn = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'destination',
      resourceName: pipeline,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
    new CfnDestination(this, 'Destination', {
      destinationName: pipeline,
      targetArn: stream.streamArn,
      roleArn: writer.roleArn,
      destinationPolicy: Stack.of(this).toJsonString({
        Version: '2012-10-17',
        Statement: statements(senders, this.destinationArn),
      }),
    }).node.addDependency(writer)
  }
}

function statements({ accounts, organization }: Senders, Resource: string): object[] {
  const allow = { Effect: 'Allow', Action: ['logs:PutSubscriptionFilter', 'logs:PutAccountPolicy'], Resource }
  return [
    ...(accounts.length > 0 ? [{ ...allow, Principal: { AWS: [...accounts] } }] : []),
    ...(organization
      ? [{ ...allow, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } } }]
      : []),
  ]
}

/** For whose log groups CloudWatch Logs may take the role that writes into the stream: one condition for each statement. */
export function writerConditions({ accounts, organization }: Senders): Record<string, unknown>[] {
  const arnOf = (account: string) => `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${account}:*`
  return [
    { StringLike: { 'aws:SourceArn': [Aws.ACCOUNT_ID, ...accounts].map(arnOf) } },
    ...(organization ? [{ StringEquals: { 'aws:SourceOrgID': organization } }] : []),
  ]
}
