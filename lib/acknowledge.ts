import { Stack, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/**
 * States why a finding of cdk-nag is right as it is. Stands beside the resource that it is about; the reason is for whoever
 * reviews the stack.
 */
export function acknowledge(scope: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(scope).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })))
}

/**
 * The finding that cdk-nag makes of a wildcard in a policy: `resource` is an ARN of this stack with the wildcard at its end,
 * such as `archive.arnForObjects('landing/*')`. References inside it are shown as `<LogicalId.Arn>`.
 */
export function wildcardFinding(scope: IConstruct, resource: string): string {
  const resolved: unknown = Stack.of(scope).resolve(resource)
  return `AwsSolutions-IAM5[Resource::${readable(resolved)}]`
}

function readable(value: unknown): string {
  if (typeof value === 'string') return value
  const parts = value as { 'Fn::Join'?: [string, unknown[]]; 'Fn::GetAtt'?: string[]; Ref?: string }
  if (parts['Fn::Join']) return parts['Fn::Join'][1].map(readable).join(parts['Fn::Join'][0])
  if (parts['Fn::GetAtt']) return `<${parts['Fn::GetAtt'].join('.')}>`
  return `<${parts.Ref}>`
}
