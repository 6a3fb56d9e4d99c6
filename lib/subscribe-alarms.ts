import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { type AlarmSpec, asleep, atLeastOne, hour, ofPipeline, waiting } from './alarm.ts'
import type { Subscriber } from './subscriber.ts'

/** What is watched of the function that keeps log groups subscribed. */
export function subscribeAlarms(
  pipeline: string,
  subscribe: Pick<Subscriber, 'function' | 'failures'>,
): AlarmSpec[] {
  return [
    {
      name: 'subscribe-failures',
      says: 'the subscribe function failed three times in a row: new log groups may not be subscribed.',
      metric: waiting(subscribe.failures),
      threshold: atLeastOne,
    },
    {
      name: 'subscribe-refused',
      says: 'log groups are selected and cannot be subscribed: their logs do not arrive.',
      metric: ofPipeline(pipeline, 'SubscriptionsRefused', Stats.SUM, hour),
      threshold: atLeastOne,
    },
    {
      name: 'subscribe-unfinished',
      says: 'the subscribe function did not get to the last of the log groups.',
      metric: ofPipeline(pipeline, 'SweepsUnfinished', Stats.SUM, hour),
      threshold: atLeastOne,
      periods: 2,
    },
    {
      name: 'subscribe-asleep',
      says: 'the subscribe function has not run for three hours, though it should every hour.',
      ...asleep(subscribe.function, hour),
    },
  ]
}
