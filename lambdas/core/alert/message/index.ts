import type { PublishCommandInput } from '@aws-sdk/client-sns'
import type { Notification } from '../notification.ts'
import { chat } from './chat.ts'
import { email } from './email.ts'
import { sms, subject } from './short.ts'

/** SNS takes 256 KiB with the attributes; something is left for them. https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
const mostBytes = 250 * 1_024

const attribute = (value: string) => ({ DataType: 'String', StringValue: value || 'unknown' })

/** How a topic is written to. */
export interface Channel {
  readonly topicArn: string
  /** Its web hooks get what Amazon Q Developer understands, which passes it on to Slack and Teams, instead of the plain JSON. */
  readonly chat?: boolean
}

/** One text for each kind of subscriber. `default` is what every kind gets that is not named: queues, functions, web hooks. */
const texts = (told: Notification, forChat: boolean): string =>
  JSON.stringify({
    default: JSON.stringify(told),
    email: email(told),
    sms: sms(told),
    ...(forChat ? { https: chat(told) } : {}),
  })

/** The same with less and less of what is not needed to act. */
function* smaller(told: Notification): Generator<Notification> {
  yield told
  yield { ...told, samples: told.samples.map((each) => ({ ...each, body: `${each.body.slice(0, 200)}…` })) }
  yield { ...told, samples: [] }
  yield { ...told, samples: [], log_groups: [], services: [], links: {} }
}

function message(told: Notification, forChat: boolean): string {
  let text = ''
  for (const candidate of smaller(told)) {
    text = texts(candidate, forChat)
    if (Buffer.byteLength(text) <= mostBytes) break
  }
  return text
}

/** What SNS is asked to publish. The attributes, for filter policies, are these five and no others. */
export const publishInput = (
  told: Notification,
  { topicArn, chat: forChat = false }: Channel,
): PublishCommandInput => ({
  TopicArn: topicArn,
  Subject: subject(told),
  MessageStructure: 'json',
  Message: message(told, forChat),
  MessageAttributes: {
    severity: attribute(told.severity),
    service: attribute(told.service),
    rule: attribute(told.rule),
    state: attribute(told.state),
    priority: attribute(told.priority),
  },
})

export { chat } from './chat.ts'
export { email } from './email.ts'
export { sms, subject } from './short.ts'
