import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import type { Aws } from '../../test/e2e/local-aws.ts'
import type { Inbox } from '../../test/e2e/notifications.ts'

/** When SNS handed over the opening of each route to a queue, in milliseconds since the epoch, and how often. */
export type Told = Map<string, number[]>

function note(told: Told, { Body, Attributes }: Message): void {
  const { Message: text } = JSON.parse(Body ?? '{}') as { Message: string }
  const { state, group } = JSON.parse(text) as { state: string; group: Record<string, string> }
  const route = group['attributes.route']
  if (state !== 'firing' || route === undefined) return
  told.set(route, [...(told.get(route) ?? []), Number(Attributes?.['SentTimestamp'])])
}

/** Takes messages out of the queue until `routes` openings are known, or none has come for `seconds`. */
export async function takeTold(aws: Aws, { url }: Inbox, routes: number, seconds: number): Promise<Told> {
  const told: Told = new Map()
  let last = performance.now()
  while (told.size < routes && performance.now() - last < seconds * 1_000) {
    const { Messages = [] } = await aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    )
    if (Messages.length > 0) last = performance.now()
    for (const message of Messages) {
      note(told, message)
      await aws.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }))
    }
  }
  return told
}
