/** What EventBridge, CloudFormation and the function itself invoke: environment → clients → core. */
import { setTimeout } from 'node:timers/promises'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type { Context } from 'aws-lambda'
import { readBundledConfig } from '../bundled-config.ts'
import {
  createCloudWatchLogGroups,
  functionName,
  runSubscribe,
  type Subscriber,
  type Subscription,
  triggerOf,
  withBackoff,
} from '../core/subscribe/index.ts'
import { subscribeMetrics } from '../core/telemetry/index.ts'
import { answerStack } from './answer.ts'
import { readSubscribeEnvironment } from './environment.ts'

const config = readBundledConfig(import.meta.url)
const { destinationArn, destinationRoleArn } = readSubscribeEnvironment(process.env)
const lambda = new LambdaClient({})
const groups = withBackoff(createCloudWatchLogGroups(new CloudWatchLogsClient({})), {
  wait: (milliseconds) => setTimeout(milliseconds),
  random: Math.random,
})

const subscription: Subscription = {
  pipeline: config.name,
  sources: config.sources,
  destination: destinationArn,
  ...(destinationRoleArn ? { roleArn: destinationRoleArn } : {}),
}

/** Left over at the end: for the last log group, with all its waiting, and for the answer. */
const reserve = 180_000

const continueWith: Subscriber['continueWith'] = async (continued) => {
  await lambda.send(
    new InvokeCommand({
      FunctionName: functionName(config.name, 'subscribe'),
      InvocationType: 'Event',
      Payload: JSON.stringify({ continued }),
    }),
  )
}

/** Makes the subscriptions what the configuration says, of one log group or of all, and prints the metrics of it. */
export async function handler(event: unknown, context: Context): Promise<void> {
  const run = await runSubscribe(triggerOf(event), {
    subscription,
    groups,
    budget: { clock: Date.now, deadline: Date.now() + context.getRemainingTimeInMillis() - reserve },
    continueWith,
    answer: (request, answer) => answerStack(request, answer, config.name),
  })
  for (const line of subscribeMetrics(run, config.name, Date.now())) console.log(line)
}
