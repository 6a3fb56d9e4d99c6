import { SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import type { Aws } from './local-aws.ts'

/** A queue that stands for the people who get the notifications. */
export interface Inbox {
  readonly url: string
  readonly arn: string
  readonly account: string
}

export async function createInbox(aws: Aws, name = 'e2e-inbox'): Promise<Inbox> {
  const { QueueUrl } = await aws.sqs.send(new CreateQueueCommand({ QueueName: name }))
  const { Attributes } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  )
  const arn = Attributes?.['QueueArn'] ?? ''
  return { url: QueueUrl ?? '', arn, account: arn.split(':')[4] ?? '' }
}

/** Subscribes a queue to topics, to all that they tell or to what has these attributes. */
export async function subscribeInbox(
  aws: Aws,
  inbox: Inbox,
  topics: readonly string[],
  filter?: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const Attributes = filter ? { FilterPolicy: JSON.stringify(filter) } : {}
  for (const TopicArn of topics)
    await aws.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: inbox.arn, Attributes }))
}

/** What SNS puts into the queue. */
export interface Notification {
  readonly TopicArn: string
  readonly Subject?: string
  readonly Message: string
  readonly MessageAttributes?: Readonly<Record<string, { readonly Value: string }>>
}

/** Reads what has come, without removing it. */
export async function readInbox(aws: Aws, inbox: Inbox): Promise<Notification[]> {
  const seen = new Map<string, Notification>()
  for (let empty = 0; empty < 2; ) {
    const { Messages = [] } = await aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: inbox.url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        WaitTimeSeconds: 1,
      }),
    )
    const fresh = Messages.filter(({ MessageId }) => !seen.has(MessageId ?? ''))
    for (const { MessageId, Body } of fresh) seen.set(MessageId ?? '', JSON.parse(Body ?? '{}'))
    empty = fresh.length === 0 ? empty + 1 : 0
  }
  return [...seen.values()]
}
