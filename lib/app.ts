/**
 * What `npx cdk deploy` runs: the pipeline of `pipeline.config.ts`, or of another file with `-c config=path`. With
 * `-c athena=off` it has no Glue tables and no Athena workgroup, which not every imitation of AWS has. With
 * `-c destination=arn:aws:logs:…:destination:shop`, the subscriptions of an account whose logs go to that pipeline.
 */
import { App, Stack, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { ConfigError, parseConfig } from '../lambdas/core/config/index.ts'
import type { PipelineConfig } from './config.ts'
import { loadConfig, UnreadableConfig } from './load-config.ts'
import { LogPipeline } from './log-pipeline.ts'
import { MemberSubscriptions } from './member-subscriptions.ts'

/** `shop-sluice`: begins with the pipeline's name, and will hardly be the name of a stack that exists already. */
const stackName = (pipeline: string): string => `${pipeline}-sluice`

const isDestination = /^arn:[\w-]+:logs:[\w-]+:\d{12}:destination:[^:]+$/

/** Of an account whose log groups deliver to a pipeline in another one. */
function member(app: App, config: PipelineConfig, destinationArn: string): void {
  if (!isDestination.test(destinationArn))
    throw new UnreadableConfig(`-c destination must be the ARN of a destination, got ${destinationArn}`)
  const { name } = parseConfig(config)
  const stack = new Stack(app, `${stackName(name)}-member`, {
    description: `Sluice ${name}: subscribes the log groups of this account to the pipeline in another one`,
  })
  new MemberSubscriptions(stack, 'Logs', { config, destinationArn })
}

function pipeline(app: App, config: PipelineConfig): void {
  const { name } = parseConfig(config)
  const stack = new Stack(app, stackName(name), {
    description: `Sluice ${name}: redacts CloudWatch Logs, archives them to S3, tells people about errors`,
  })
  new LogPipeline(stack, 'Logs', { config, athena: app.node.tryGetContext('athena') !== 'off' })
}

function synthesize(app: App, config: PipelineConfig): void {
  const destination: unknown = app.node.tryGetContext('destination')
  if (destination === undefined) pipeline(app, config)
  else member(app, config, String(destination))
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  app.synth()
}

/** A mistake in the configuration needs its place, not a stack trace. */
function explain(error: unknown): unknown {
  if (error instanceof ConfigError) return `${file} cannot be used:\n${error.message}`
  return error instanceof UnreadableConfig ? error.message : error
}

const app = new App()
const file: string = app.node.tryGetContext('config') ?? 'pipeline.config.ts'
try {
  synthesize(app, (await loadConfig(file)) as PipelineConfig)
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}
