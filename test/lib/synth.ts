/** Synthesizes pipelines for the tests of lib/, with stubs in place of the functions' code: bundling has its own test. */
import { join } from 'node:path'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import cdkJson from '../../cdk.json' with { type: 'json' }
import { type OwnFunction, ownFunctions } from '../../lambdas/core/subscribe/index.ts'
import type { PipelineConfig } from '../../lib/config.ts'
import { LogPipeline } from '../../lib/log-pipeline.ts'

export const minimal: PipelineConfig = { name: 'shop', sources: [{ logGroups: ['/ecs/shop'] }] }

export const stub = join(import.meta.dirname, 'stub-handler.ts')
/** The file that stands in for the code of each function. */
export const stubs = Object.fromEntries(ownFunctions.map((own) => [own, stub])) as Record<OwnFunction, string>

/** An app with the feature flags that `npx cdk` gives to the real one. */
export const appWithFlags = (outdir?: string): App =>
  new App({ context: cdkJson.context, ...(outdir ? { outdir } : {}) })

/** A stack with the pipeline of `config` over the minimal one. */
export function stackOf(config: Partial<PipelineConfig> = {}): Stack {
  const stack = new Stack(appWithFlags(), 'test')
  new LogPipeline(stack, 'Logs', {
    config: { ...minimal, ...config },
    entries: stubs,
  })
  return stack
}

const templates = new Map<string, Template>()

/** The template of `stackOf(config)`; made once per configuration. */
export function templateOf(config: Partial<PipelineConfig> = {}): Template {
  const key = JSON.stringify(config)
  const known = templates.get(key)
  if (known) return known
  const template = Template.fromStack(stackOf(config))
  templates.set(key, template)
  return template
}

/** What cdk-nag finds in `stackOf(config)` and nobody has acknowledged: `rule at path`. */
export function findingsOf(config: Partial<PipelineConfig> = {}): string[] {
  const stack = stackOf(config)
  const checks = new AwsSolutionsChecks(stack)
  return checks
    .validateScope(stack)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    )
}

/** The one resource of a type, or that whose logical id begins so. */
export function propertiesOf(template: Template, type: string, prefix = ''): Record<string, unknown> {
  const found = Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(prefix))
  if (found.length !== 1) throw new Error(`${found.length} resources of ${type} ${prefix}`)
  return found[0]![1]['Properties']
}

export interface Statement {
  readonly Action: string | string[]
  readonly Effect: string
  readonly Resource: unknown
  readonly Condition?: Record<string, Record<string, unknown>>
  readonly Principal?: unknown
}
