import { expectSame, type Problems } from '../checks.ts'
import type { Notification } from '../notifications.ts'

/** The JSON that machines get. */
function alertOf({ Message }: Notification): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Message)
  } catch {
    return undefined
  }
}

const attribute = (notification: Notification, name: string): string | undefined =>
  notification.MessageAttributes?.[name]?.Value

/** One notification of `rule` with this state, one only, with what somebody who is woken by it wants to know. */
export function toldOnce(
  notifications: readonly Notification[],
  rule: string,
  state: 'firing' | 'resolved',
  parts: readonly string[],
): Problems {
  const ofRule = notifications.filter((notification) => attribute(notification, 'rule') === rule)
  const [first, ...more] = ofRule.filter((notification) => attribute(notification, 'state') === state)
  if (!first || more.length > 0)
    return [`expected 1 message ${state} of ${rule}, got ${first ? more.length + 1 : 0} of ${ofRule.length}`]
  const subject = first.Subject ?? ''
  return [
    ...expectSame('the state in the JSON', alertOf(first)?.['state'], state),
    ...(/^[\x20-\x7e]{1,100}$/.test(subject)
      ? []
      : ['the subject is not 1 to 100 printable ASCII characters']),
    ...parts.filter((part) => !first.Message.includes(part)).map((part) => `the message lacks ${part}`),
  ]
}
