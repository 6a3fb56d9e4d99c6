import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { writeAuditEnvironment } from '../lambdas/audit/environment.ts'
import { acknowledge } from './acknowledge.ts'
import type { NotificationTopics } from './notification-topics.ts'
import { FunctionRole, PipelineFunction, regional } from './pipeline-function.ts'

export interface AuditFunctionProps {
  readonly pipeline: string
  readonly code: Code
  /** Where ingest prints what it received. */
  readonly ingestLogGroup: ILogGroup
  /** Whom it tells, by the topic `default`. */
  readonly topics: NotificationTopics
}

/**
 * The function that compares, hour by hour and for each log group, what CloudWatch Logs says it forwarded with what ingest says
 * it received. It sees names and numbers, and no log.
 */
export class AuditFunction extends Construct {
  readonly function: LambdaFunction

  constructor(scope: Construct, id: string, { pipeline, code, ingestLogGroup, topics }: AuditFunctionProps) {
    super(scope, id)
    const owner = new FunctionRole(this, 'Access', pipeline, 'audit')
    this.function = new PipelineFunction(this, 'Function', {
      pipeline,
      own: 'audit',
      owner,
      description: `Sluice ${pipeline}: compares what was forwarded with what arrived`,
      code,
      environment: writeAuditEnvironment({ topicArn: topics.default.topicArn }),
      memorySize: 256,
      timeout: Duration.minutes(5),
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
    })
    owner.allow(['sns:Publish'], [topics.default.topicArn])
    owner.allow(['kms:GenerateDataKey', 'kms:Decrypt'], [topics.key.keyArn], {
      StringEquals: { 'kms:ViaService': regional('sns') },
    })
    owner.allow(['logs:StartQuery'], [ingestLogGroup.logGroupArn])
    owner.allow(['logs:GetQueryResults', 'cloudwatch:ListMetrics', 'cloudwatch:GetMetricData'], ['*'])
    acknowledge(owner, {
      'AwsSolutions-IAM5[Resource::*]':
        'AWS scopes none of GetQueryResults, ListMetrics and GetMetricData to resources; they read numbers and names.',
    })
    new Rule(this, 'EveryHour', {
      description: 'Compares what was forwarded with what arrived, for the last hour that is complete',
      schedule: Schedule.cron({ minute: '40' }),
      targets: [new LambdaTarget(this.function)],
    })
  }
}
