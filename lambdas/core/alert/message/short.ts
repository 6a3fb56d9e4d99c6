import type { Notification } from '../notification.ts'
import { lasting, many, subjectOf, within } from './words.ts'

/** SNS takes 100 ASCII characters as subject. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const longestSubject = 100
/** One part of an SMS. */
const longestSms = 140

/** ASCII on one line: what is not is `?`. */
function ascii(text: string, most: number): string {
  const plain = text.replace(/\s+/g, ' ').replace(/[^\x20-\x7e]+/g, '?')
  return plain.length <= most ? plain : `${plain.slice(0, most - 3)}...`
}

function summary(told: Notification, about: string): string {
  const { state, rule, threshold, sequence, reopened } = told
  if (state === 'resolved')
    return `RESOLVED ${rule} ${about}: after ${lasting(told.duration_seconds ?? 0)}, peak ${many(told, told.peak)} in ${within(told)}`
  const word = reopened ? 'FIRING AGAIN' : sequence > 1 ? 'STILL FIRING' : 'FIRING'
  return `${word} ${rule} ${about}: ${many(told, told.observed)} in ${within(told)} (threshold ${threshold})`
}

/** The end of the line says how many: a long group is cut, not the number. */
function fitting(told: Notification, prefix: string, suffix: string, most: number): string {
  const about = ascii(subjectOf(told), most)
  const rest = `${prefix}${summary(told, '')}${suffix}`.length
  const room = Math.max(8, most - rest)
  return ascii(`${prefix}${summary(told, ascii(about, room))}${suffix}`, most)
}

/** The subject of the mail: what, where, how many; never empty, never with a line break. */
export const subject = (told: Notification): string =>
  fitting(told, `[${told.priority}] `, '', longestSubject)

/** The text message. */
export const sms = (told: Notification): string =>
  fitting(told, '', ` since ${told.started_at.slice(11, 16)} UTC`, longestSms)
