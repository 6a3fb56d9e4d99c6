import { createHash } from 'node:crypto'
import { ArnFormat, Aws, CustomResource, Duration, Stack } from 'aws-cdk-lib'
import { type EventPattern, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct, type IDependable } from 'constructs'
import type { Config } from '../lambdas/core/config/index.ts'
import {
  functionName,
  isGlob,
  isManaged,
  ownFunctions,
  ownLogGroup,
} from '../lambdas/core/subscribe/index.ts'
import { writeSubscribeEnvironment } from '../lambdas/subscribe/environment.ts'
import { acknowledge, wildcardFinding } from './acknowledge.ts'
import { FailureQueue } from './failure-queue.ts'
import { FunctionRole, PipelineFunction } from './pipeline-function.ts'
import type { Destination } from './subscriptions.ts'

export interface SubscriberProps {
  readonly config: Pick<Config, 'name' | 'sources' | 'delivery'>
  readonly code: Code
  readonly destination: Destination
  /** What has to exist before a log group can be subscribed: the permission to deliver, the stack's own filters. */
  readonly after: IDependable
}

/** Whether a configuration has sources whose log groups are found at run time. */
export const needsSubscriber = ({ sources }: Pick<Config, 'sources'>): boolean => sources.some(isManaged)

const isShared = (destinationArn: string): boolean => destinationArn.includes(':destination:')

/** A role's policy may have 10,240 characters; with more names than this it allows every log group instead. */
const mostNamesInPolicy = 30

/**
 * The function that keeps the subscriptions of the sources with patterns, exclusions, tags or a retention: within seconds
 * when a log group is made or tagged or a filter is changed (which EventBridge knows from CloudTrail, so the account needs a
 * trail), every hour for all of them, at each deployment, and for the last time when the stack is deleted.
 */
export class Subscriber extends Construct {
  readonly function: LambdaFunction
  readonly failures: FailureQueue

  constructor(scope: Construct, id: string, props: SubscriberProps) {
    super(scope, id)
    const pipeline = props.config.name
    const owner = new FunctionRole(this, 'Access', pipeline, 'subscribe')
    this.failures = new FailureQueue(this, 'Failures', { sender: owner })
    this.function = new PipelineFunction(this, 'Function', {
      pipeline,
      own: 'subscribe',
      owner,
      description: `Sluice ${pipeline}: keeps log groups subscribed as configured`,
      code: props.code,
      environment: writeSubscribeEnvironment(props.destination),
      memorySize: 256,
      timeout: Duration.minutes(15),
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
    })
    this.permit(owner, props)
    const stackResource = this.sweepWithStack(props)
    stackResource.node.addDependency(owner, props.after)
    // Deleted before it: no rule may subscribe anew what a deletion has just removed.
    for (const rule of this.rules(pipeline)) rule.node.addDependency(stackResource)
  }

  private permit(
    owner: FunctionRole,
    { config, destination: { destinationArn, destinationRoleArn } }: SubscriberProps,
  ): void {
    const any = this.logGroupArn('*')
    const managed = config.sources.filter(isManaged)
    owner.allow(
      [
        'logs:DescribeLogGroups',
        'logs:DescribeSubscriptionFilters',
        'logs:ListTagsForResource',
        'logs:DeleteSubscriptionFilter',
      ],
      [any],
    )
    owner.allow(['logs:PutSubscriptionFilter'], this.arnsOf(managed))
    const shortened = managed.filter(({ sourceRetentionDays }) => sourceRetentionDays !== undefined)
    if (shortened.length > 0) owner.allow(['logs:PutRetentionPolicy'], this.arnsOf(shortened))
    owner.role.addToPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['logs:PutSubscriptionFilter'],
        resources: ownFunctions.flatMap((own) => this.arnsOfName(ownLogGroup(config.name, own))),
      }),
    )
    const itself = Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: functionName(config.name, 'subscribe'),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
    owner.allow(['lambda:InvokeFunction'], [itself])
    // For a destination of another account, IAM looks at its ARN, too.
    if (isShared(destinationArn)) owner.allow(['logs:PutSubscriptionFilter'], [destinationArn])
    if (destinationRoleArn)
      owner.allow(['iam:PassRole'], [destinationRoleArn], {
        StringEquals: { 'iam:PassedToService': 'logs.amazonaws.com' },
      })
    this.acknowledgeWildcards(owner, [
      any,
      ...this.arnsOf(managed),
      ...ownFunctions.flatMap((own) => this.arnsOfName(ownLogGroup(config.name, own))),
    ])
  }

  private acknowledgeWildcards(owner: FunctionRole, arns: readonly string[]): void {
    const wild = [...new Set(arns)].filter((arn) => arn.endsWith('*') || arn.includes('*'))
    acknowledge(
      owner,
      Object.fromEntries(
        wild.map((arn) => [
          wildcardFinding(this, arn),
          'Log groups are found at run time; those that may be subscribed are the patterns of the configuration.',
        ]),
      ),
    )
  }

  private logGroupArn(name: string): string {
    return Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
  }

  /** CloudWatch Logs checks some calls against the ARN with `:*` after the name, and some without. */
  private arnsOfName(name: string): string[] {
    return isGlob(name) && name.endsWith('*')
      ? [this.logGroupArn(name)]
      : [this.logGroupArn(name), this.logGroupArn(`${name}:*`)]
  }

  /** A `*` means the same in IAM as in the configuration. */
  private arnsOf(sources: readonly Config['sources'][number][]): string[] {
    const names = [...new Set(sources.flatMap(({ logGroups }) => logGroups))]
    return names.length > mostNamesInPolicy
      ? [this.logGroupArn('*')]
      : names.flatMap((name) => this.arnsOfName(name))
  }

  /** Runs at each deployment that changes what should be subscribed, and at the deletion of the stack. */
  private sweepWithStack({ config, destination: { destinationArn } }: SubscriberProps): CustomResource {
    const { sources, delivery } = config
    const configured = createHash('sha256').update(JSON.stringify({ sources, delivery })).digest('hex')
    return new CustomResource(this, 'Subscriptions', {
      resourceType: 'Custom::SluiceSubscriptions',
      serviceToken: this.function.functionArn,
      properties: { configured: configured.slice(0, 16), destinationArn },
    })
  }

  private rules(pipeline: string): Rule[] {
    const byCloudTrail = (eventName: string[], more: Record<string, unknown> = {}): EventPattern => ({
      source: ['aws.logs'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['logs.amazonaws.com'], eventName, ...more },
    })
    const byOthers = {
      userIdentity: { arn: Match.anythingButSuffix(`/${functionName(pipeline, 'subscribe')}`) },
    }
    return [
      this.rule('LogGroups', 'a log group is made or tagged', {
        eventPattern: byCloudTrail([
          'CreateLogGroup',
          'TagResource',
          'UntagResource',
          'TagLogGroup',
          'UntagLogGroup',
        ]),
      }),
      this.rule('Drift', 'somebody else changes a filter or a retention', {
        eventPattern: byCloudTrail(
          [
            'PutSubscriptionFilter',
            'DeleteSubscriptionFilter',
            'PutRetentionPolicy',
            'DeleteRetentionPolicy',
          ],
          byOthers,
        ),
      }),
      this.rule(
        'Deployed',
        'a deployment has ended: its own filters are made and removed, its rights known everywhere',
        {
          eventPattern: {
            source: ['aws.cloudformation'],
            detailType: ['CloudFormation Stack Status Change'],
            detail: {
              'stack-id': [Aws.STACK_ID],
              'status-details': {
                status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
              },
            },
          },
        },
      ),
      this.rule('EveryHour', 'for what no event has told', { schedule: Schedule.rate(Duration.hours(1)) }),
    ]
  }

  private rule(id: string, why: string, when: { eventPattern: EventPattern } | { schedule: Schedule }): Rule {
    return new Rule(this, id, {
      description: `Subscriptions: ${why}`,
      targets: [new LambdaTarget(this.function)],
      ...when,
    })
  }
}
