import { ArnFormat, Aws, Stack } from 'aws-cdk-lib'
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda'
import { CfnAccountPolicy, CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs'
import { Construct, type IDependable } from 'constructs'
import type { AccountSource, Config } from '../lambdas/core/config/index.ts'
import { isManaged, selectionCriteria } from '../lambdas/core/subscribe/index.ts'
import type { KinesisDelivery } from './kinesis-delivery.ts'

/** Where subscribed log groups deliver to, and the role that they need for it. */
export interface Destination {
  readonly destinationArn: string
  readonly destinationRoleArn?: string
}

/**
 * A subscription filter on each log group that a source of full names has, which has to exist (the other sources are the
 * subscribe function's, see `Subscriber`), and one permission for all of them: a function's
 * resource policy is limited to 20 KB, which one statement for each group would fill
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). A stream needs a role instead. That no
 * group is the pipeline's own, `parseConfig` has made sure of. With `sources: 'account'`, one policy takes every log group instead.
 */
export class Subscriptions extends Construct {
  readonly destination: Destination

  constructor(
    scope: Construct,
    id: string,
    { name, sources, account }: Pick<Config, 'name' | 'sources' | 'account'>,
    target: IFunction | KinesisDelivery | Pick<Destination, 'destinationArn'>,
  ) {
    super(scope, id)
    const { destination, right } = this.resolve(target)
    this.destination = destination
    const { destinationArn, destinationRoleArn: roleArn } = this.destination
    for (const { logGroups, filterPattern } of sources.filter((source) => !isManaged(source))) {
      for (const logGroupName of logGroups) {
        new CfnSubscriptionFilter(this, logGroupName.replaceAll('/', '|'), {
          logGroupName,
          filterName: name,
          filterPattern,
          destinationArn,
          ...(roleArn ? { roleArn } : {}),
        }).node.addDependency(...right)
      }
    }
    if (account) this.subscribeAccount(name, account).node.addDependency(...right)
  }

  /** Where to, and what has to exist first: the right to deliver there. Another account's destination has it in itself. */
  private resolve(target: IFunction | KinesisDelivery | Pick<Destination, 'destinationArn'>): {
    readonly destination: Destination
    readonly right: IDependable[]
  } {
    if ('destinationArn' in target) return { destination: target, right: [] }
    if ('functionArn' in target)
      return { destination: { destinationArn: target.functionArn }, right: [this.permit(target)] }
    const { stream, writer } = target
    return {
      destination: { destinationArn: stream.streamArn, destinationRoleArn: writer.roleArn },
      right: [writer],
    }
  }

  /** One policy for each account and Region; it comes on top of the filters that log groups have. */
  private subscribeAccount(pipeline: string, { exclude, filterPattern }: AccountSource): CfnAccountPolicy {
    const { destinationArn, destinationRoleArn } = this.destination
    return new CfnAccountPolicy(this, 'Account', {
      policyName: pipeline,
      policyType: 'SUBSCRIPTION_FILTER_POLICY',
      scope: 'ALL',
      selectionCriteria: selectionCriteria(pipeline, exclude),
      policyDocument: Stack.of(this).toJsonString({
        DestinationArn: destinationArn,
        FilterPattern: filterPattern,
        ...(destinationRoleArn ? { RoleArn: destinationRoleArn } : {}),
        Distribution: 'ByLogStream',
      }),
    })
  }

  private permit(target: IFunction): CfnPermission {
    return new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: target.functionArn,
      principal: 'logs.amazonaws.com',
      sourceAccount: Aws.ACCOUNT_ID,
      sourceArn: Stack.of(this).formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: '*:*',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    })
  }
}
