import { Aws, RemovalPolicy, Tags } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type FunctionProps,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { functionName, type OwnFunction, ownLogGroup, ownTag } from '../lambdas/core/subscribe/index.ts'

/**
 * The role of one function. It comes before the function, because what the function uses has to name it. To begin with it
 * may write the function's own log and nothing else.
 */
export class FunctionRole extends Construct {
  readonly role: Role
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, pipeline: string, own: OwnFunction) {
    super(scope, id)
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: ownLogGroup(pipeline, own),
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    // So that other pipelines know what it is: two that read each other's logs would feed each other without end.
    Tags.of(this.logGroup).add(ownTag, pipeline)
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logGroup.logGroupArn])
  }

  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions: Record<string, Record<string, unknown>> = {},
  ): void {
    this.role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }),
    )
  }
}

/** A service of this Region as the condition `kms:ViaService` names it: `sqs.eu-west-1.amazonaws.com`. */
export const regional = (service: string): string => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`

export interface PipelineFunctionProps
  extends Omit<FunctionProps, 'runtime' | 'architecture' | 'handler' | 'functionName' | 'role' | 'logGroup'> {
  readonly pipeline: string
  readonly own: OwnFunction
  readonly owner: FunctionRole
}

/** What all functions of the pipeline have in common. */
export class PipelineFunction extends LambdaFunction {
  readonly owner: FunctionRole

  constructor(scope: Construct, id: string, { pipeline, own, owner, ...props }: PipelineFunctionProps) {
    super(scope, id, {
      ...props,
      functionName: functionName(pipeline, own),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      role: owner.role,
      logGroup: owner.logGroup,
      // In JSON, Lambda would wrap each line, and CloudWatch would not find the metrics in it.
      loggingFormat: LoggingFormat.TEXT,
    })
    this.owner = owner
  }
}
