import type { Notification } from '../notification.ts'
import { lasting, limit, many, measured, peak, subjectOf, titleOf, trendPart } from './words.ts'

/** SNS takes 100 ASCII characters as subject. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const longestSubject = 100
/** One part of an SMS. */
const longestSms = 140

/** ASCII on one line: what is not is `?`. */
function ascii(text: string, most: number): string {
  const plain = text.replace(/\s+/g, ' ').replace(/[^\x20-\x7e]+/g, '?')
  return plain.length <= most ? plain : `${plain.slice(0, most - 3)}...`
}

function recovery(told: Notification): string {
  const after = lasting(told.duration_seconds ?? 0)
  if (told.kind === 'silence') return `records again after ${lasting(told.peak)}`
  if (told.kind === 'first_seen') return `quiet for ${trendPart(told)}, ${many(told, told.total)} in ${after}`
  return `after ${after}, peak ${peak(told)}`
}

function summary(told: Notification, about: string): string {
  const { state, rule, sequence, reopened, kind } = told
  if (state === 'resolved') return `RESOLVED ${rule} ${about}: ${recovery(told)}`
  const word = reopened ? 'FIRING AGAIN' : sequence > 1 ? 'STILL FIRING' : 'FIRING'
  const reached = kind === 'first_seen' ? '' : ` (threshold ${limit(told)})`
  return `${word} ${rule} ${about}: ${measured(told)}${reached}`
}

/** The end of the line says how many: a long group is cut, not the number. */
function fitting(told: Notification, prefix: string, suffix: string, most: number): string {
  const about = ascii(subjectOf(told), most)
  const rest = `${prefix}${summary(told, '')}${suffix}`.length
  const room = Math.max(8, most - rest)
  const line = ascii(`${prefix}${summary(told, ascii(about, room))}${suffix}`, most)
  const title = told.kind === 'first_seen' && told.state === 'firing' ? ascii(titleOf(told), most) : ''
  return title && line.length + 12 < most ? ascii(`${line}: ${title}`, most) : line
}

/** The subject of the mail: what, where, how many; never empty, never with a line break. */
export const subject = (told: Notification): string =>
  fitting(told, `[${told.priority}] `, '', longestSubject)

/** The text message. */
export const sms = (told: Notification): string =>
  fitting(told, '', ` since ${told.started_at.slice(11, 16)} UTC`, longestSms)
