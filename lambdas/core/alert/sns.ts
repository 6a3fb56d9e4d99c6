import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import { publishInput } from './message/index.ts'
import type { Notifier } from './outbox.ts'

/** Publishes to the topic of the rule's `notify`, else to that of `default`. */
export function createSnsNotifier(
  client: Pick<SNSClient, 'send'>,
  topics: Readonly<Record<string, string>>,
): Notifier {
  return {
    async publish(notification) {
      const topic = topics[notification.notify] ?? topics['default']
      if (topic === undefined) throw new Error(`[alert] there is no topic for "${notification.notify}"`)
      await client.send(new PublishCommand(publishInput(notification, topic)))
    },
  }
}
