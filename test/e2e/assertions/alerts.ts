import { expectSame, type Problems } from '../checks.ts'
import type { Notification } from '../notifications.ts'

/** The JSON of a notification: the message itself, or an attribute or part of it. */
export function alertOf({ Message }: Notification): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Message)
  } catch {
    return undefined
  }
}

const stateOf = (notification: Notification): string =>
  String(notification.MessageAttributes?.['state']?.Value ?? alertOf(notification)?.['state'])

/** One notification that the burst is firing, one only, with what somebody who is woken by it wants to know. */
export function oneFiring(notifications: readonly Notification[], rule: string): Problems {
  const firing = notifications.filter((notification) => stateOf(notification) === 'firing')
  const [first] = firing
  if (!first || firing.length > 1)
    return [`expected 1 firing notification, got ${firing.length} of ${notifications.length} messages`]
  const subject = first.Subject ?? ''
  return [
    ...expectSame('the rule in the attributes', first.MessageAttributes?.['rule']?.Value, rule),
    ...(/^[\x20-\x7e]{1,100}$/.test(subject)
      ? []
      : ['the subject is not 1 to 100 printable ASCII characters']),
    ...['https://', 'shop']
      .filter((part) => !first.Message.includes(part))
      .map((part) => `the message lacks ${part}`),
  ]
}
