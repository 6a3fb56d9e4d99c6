import { Construct } from 'constructs'
import { type PipelineConfig, parseConfig } from '../lambdas/core/config/index.ts'
import { bundle } from './bundle.ts'
import { MemberAlarms } from './member-alarms.ts'
import { needsSubscriber, Subscriber } from './subscriber.ts'
import { Subscriptions } from './subscriptions.ts'
import { traceFunctions } from './tracing.ts'

export interface MemberSubscriptionsProps {
  /** As in `pipeline.config.ts`; of it only `name`, `sources`, `notify.default` and `operation.tracing` matter here. */
  readonly config: PipelineConfig
  /** ARN of the pipeline's destination in its own account, an output of its stack. */
  readonly destinationArn: string
  /** A file with another `export const handler` than the subscribe function's. */
  readonly entry?: string
}

/**
 * What an account needs whose logs go to a pipeline in another one, in the same Region: the subscriptions, the function
 * that keeps them if a source has patterns, and alarms. Nothing is stored here.
 *
 * @throws {ConfigError} when the configuration cannot be used, with the path of every problem.
 */
export class MemberSubscriptions extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config: written, destinationArn, entry }: MemberSubscriptionsProps,
  ) {
    super(scope, id)
    const config = parseConfig(written)
    const subscriptions = new Subscriptions(this, 'Subscriptions', config, { destinationArn })
    const subscribe = needsSubscriber(config)
      ? new Subscriber(this, 'Subscribe', {
          config,
          code: bundle(this, 'subscribe', written, entry),
          destination: subscriptions.destination,
          after: subscriptions,
        })
      : undefined
    if (config.operation.tracing) traceFunctions(this)
    new MemberAlarms(this, 'Alarms', { config, ...(subscribe ? { subscribe } : {}) })
  }
}
