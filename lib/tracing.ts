import type { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { PipelineFunction } from './pipeline-function.ts'

/**
 * Has Lambda trace the invocations of every function below `scope` with X-Ray: how long each waited and took, and whether it
 * failed. Nothing of a log is in a trace.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export function traceFunctions(scope: Construct): void {
  for (const fn of scope.node.findAll()) {
    if (!(fn instanceof PipelineFunction)) continue
    const resource = fn.node.defaultChild as CfnFunction
    resource.tracingConfig = { mode: 'Active' }
    fn.owner.allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*'])
    acknowledge(fn.owner, {
      'AwsSolutions-IAM5[Resource::*]':
        'AWS scopes neither what X-Ray takes, nor what the audit function counts, to resources.',
    })
  }
}
