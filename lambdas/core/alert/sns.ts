import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import { publishInput } from './message/index.ts'
import type { Notifier } from './outbox.ts'

/**
 * Publishes to the topic of the rule's `notify`, else to that of `default`.
 *
 * @param chats names in `notify` whose web hooks are chats.
 */
export function createSnsNotifier(
  client: Pick<SNSClient, 'send'>,
  topics: Readonly<Record<string, string>>,
  chats: readonly string[] = [],
): Notifier {
  return {
    async publish(notification) {
      const name = topics[notification.notify] === undefined ? 'default' : notification.notify
      const topicArn = topics[name]
      if (topicArn === undefined) throw new Error(`[alert] there is no topic for "${notification.notify}"`)
      const channel = { topicArn, chat: chats.includes(name) }
      await client.send(new PublishCommand(publishInput(notification, channel)))
    },
  }
}
