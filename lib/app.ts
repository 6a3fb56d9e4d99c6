/**
 * What `npx cdk deploy` runs: the pipeline of `pipeline.config.ts`, or of another file with `-c config=path`. With
 * `-c athena=off` it has no Glue tables and no Athena workgroup, which not every imitation of AWS has.
 */
import { App, Stack, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { ConfigError, parseConfig } from '../lambdas/core/config/index.ts'
import type { PipelineConfig } from './config.ts'
import { loadConfig, UnreadableConfig } from './load-config.ts'
import { LogPipeline } from './log-pipeline.ts'

/** `shop-sluice`: begins with the pipeline's name, and will hardly be the name of a stack that exists already. */
const stackName = (pipeline: string): string => `${pipeline}-sluice`

function synthesize(app: App, config: PipelineConfig): void {
  const { name } = parseConfig(config)
  const stack = new Stack(app, stackName(name), {
    description: `Sluice ${name}: redacts CloudWatch Logs, archives them to S3, tells people about errors`,
  })
  new LogPipeline(stack, 'Logs', { config, athena: app.node.tryGetContext('athena') !== 'off' })
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
