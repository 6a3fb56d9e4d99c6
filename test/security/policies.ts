/** Policies of a synthesized stack, with every reference replaced by a name that a test can use in their place. */
import type { Template } from 'aws-cdk-lib/assertions'
import { matchesGlob } from '../../lambdas/core/match/index.ts'
import type { Statement } from '../lib/synth.ts'

export const region = 'eu-west-1'
export const account = '123456789012'

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
}

/** What CloudFormation would make of a value: logical ids for names, `arn:` before them for their ARNs. */
export function resolved(value: unknown): string {
  if (typeof value === 'string') return value
  const {
    Ref,
    'Fn::Join': join,
    'Fn::GetAtt': get,
  } = value as {
    Ref?: string
    'Fn::Join'?: [string, unknown[]]
    'Fn::GetAtt'?: [string, string]
  }
  if (join) return join[1].map(resolved).join(join[0])
  if (get) return `${get[1].toLowerCase()}:${get[0]}`
  return pseudo[Ref!] ?? Ref!
}

/** What a function may do: one entry for each action and resource. */
export interface Grant {
  readonly effect: string
  readonly action: string
  readonly resource: string
}

/** What the function whose resources begin with `prefix` may do. */
export function grantsOf(template: Template, prefix: string): Grant[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
    id.startsWith(prefix),
  )
  const groups = template.findResources('AWS::Logs::LogGroup')
  /** A log group's ARN is its name with `:*` after it, which is what IAM compares. */
  const named = (resource: string): string => {
    const group = groups[resource.replace(/^arn:/, '')]
    const name = group?.['Properties'].LogGroupName
    return group ? `arn:aws:logs:${region}:${account}:log-group:${name}:*` : resource
  }
  return policies
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[])
    .flatMap(({ Effect, Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          [Resource]
            .flat()
            .map((resource) => ({ effect: Effect, action, resource: named(resolved(resource)) })),
        ),
    )
}

/** The variables of the function whose resources begin with `prefix`. */
export function variablesOf(template: Template, prefix: string): Record<string, string> {
  const [, fn] = Object.entries(template.findResources('AWS::Lambda::Function')).find(([id]) =>
    id.startsWith(prefix),
  )!
  const variables: Record<string, unknown> = fn['Properties'].Environment?.Variables ?? {}
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, resolved(value)]))
}

/** Something that was done: an action on a resource. */
export interface Deed {
  readonly action: string
  readonly resource: string
}

/** CloudWatch Logs checks some calls against a log group's ARN with `:*` at its end: a grant may name either. */
export const covers = (grant: Grant, { action, resource }: Deed): boolean =>
  grant.action === action && [resource, `${resource}:*`].some((each) => matchesGlob(grant.resource, each))
