/** Whether a head may be found again, and what it says then: asked of the readers themselves, with other numbers and another message. */
import type { AskedHead } from '../../page/index.ts'
import { type Draft, newDraft } from '../draft.ts'
import { readHeader } from '../formats/header.ts'
import { closingBracket } from '../formats/header-brackets.ts'
import { readSyslog } from '../formats/syslog.ts'
import { classAt, UPPER } from '../scan.ts'

/** What a head says, but its time. */
export interface Meaning {
  readonly format: string
  readonly severityText: string
  readonly severityNumber: number
  readonly scope: string | undefined
  /** As JSON; characters 1 to 4 stand for the numbers of the head. */
  readonly attributes: string
  readonly flags: number
}

const WITHOUT_LEVEL = 1
const SYSLOG = 2
const CLOSED = 4
const BRACKET = 8
const ENDED = 16

/** Messages that are nothing but words, that begin with what is a logger where one may stand, and with what is a thread there. */
const words = 'sample words of a message'
const named = 'aa.bb.cc: sample words'
const bracketed = '[aa] sample words'

/** Where the readers may look on into the message, or take a number for part of a time. */
const unsure =
  /^ std(?:out|err) |(?:^|[^-])-- |PHP|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/

/**
 * What the head before `message` says, as it is kept; undefined when it depends on anything but the head. `time` is how the page reads the
 * time, `draft` what the readers say of the line.
 */
export function kept(
  text: string,
  message: number,
  asked: AskedHead,
  time: number,
  draft: Draft,
  read: (text: string) => Draft,
): Meaning | undefined {
  const middle = text.slice(asked.timeEnd, message)
  if (!Object.is(draft.timestamp ?? Number.NaN, time)) return undefined
  if (unsure.test(middle) || !closes(text, asked.timeEnd, message)) return undefined
  if (draft.severityNumber === 0 && isOpen(text, asked.timeEnd)) return undefined
  const { head, numbers, others } = withOtherNumbers(text.slice(0, message), asked.numbers)
  const probe = read(head + words)
  if (!isAllOfHead(head, draft.format)) return undefined
  const attributes = JSON.stringify(probe.attributes)
  const isWithoutLevel = draft.severityNumber === 0 && draft.format === 'text'
  if (!isSame(draft, probe) || probe.body !== words || (isWithoutLevel && attributes !== '{}'))
    return undefined
  const template = templateOf(attributes, others)
  if (template === undefined || filled(template, numbers) !== JSON.stringify(draft.attributes))
    return undefined
  const isWhole = (body: string): boolean => {
    const other = read(head + body)
    return isSame(probe, other) && other.body === body && JSON.stringify(other.attributes) === attributes
  }
  const flags =
    (isWithoutLevel ? WITHOUT_LEVEL : 0) |
    (draft.format === 'syslog' ? SYSLOG : 0) |
    (isWhole(named) ? CLOSED : 0) |
    (isWhole(bracketed) ? ENDED : 0) |
    (middle.includes('[') ? BRACKET : 0)
  const { format, severityText, severityNumber, scope } = draft
  return { format, severityText, severityNumber, scope, attributes: template, flags }
}

/** Whether all brackets that open in the head close there, and that of a process behind a level too. */
function closes(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code !== 91 && code !== 40 && code !== 60) continue
    const end = closingBracket(text, at)
    if (end < 0 || end >= to) return false
  }
  const slash = text.lastIndexOf('/', to - 1)
  return slash < from || text.lastIndexOf(']', to - 1) > slash
}

/** `[Sun Dec 04 04:47:44 2005 …`: behind a time that a month begins and no bracket ends, syslog's host and program are looked for. */
const isOpen = (text: string, timeEnd: number): boolean =>
  text.charCodeAt(0) === 91 && (classAt(text, 1) & UPPER) !== 0 && text.charCodeAt(timeEnd) !== 93

/** Nothing of the head was read as part of the message, as servers write what belongs to a request before it. */
function isAllOfHead(head: string, format: string): boolean {
  const draft = newDraft('')
  const isRead = format === 'syslog' ? readSyslog(head + words, draft) : readHeader(head + words, 0, draft)
  return isRead && draft.body === words
}

/** A head with other numbers, all different, and those that it had. */
function withOtherNumbers(
  text: string,
  places: readonly number[],
): { readonly head: string; readonly numbers: readonly string[]; readonly others: readonly string[] } {
  const numbers = places.map((at) => /\d+/y.exec(text.slice(at))![0])
  const others = places.map((_, n) => String(900_000_001 + n))
  let head = ''
  let from = 0
  places.forEach((at, n) => {
    head += text.slice(from, at) + others[n]!
    from = at + numbers[n]!.length
  })
  return { head: head + text.slice(from), numbers, others }
}

/** Do both say the same, but for attributes, and nothing that comes from elsewhere? */
function isSame(one: Draft, other: Draft): boolean {
  return (
    one.format === other.format &&
    one.timestamp === other.timestamp &&
    one.severityText === other.severityText &&
    one.severityNumber === other.severityNumber &&
    one.scope === other.scope &&
    (one.traceId ?? one.spanId ?? one.service ?? one.trace) === undefined &&
    (other.traceId ?? other.spanId ?? other.service ?? other.trace) === undefined
  )
}

/** Attributes with marks instead of these numbers; undefined when one of them is part of something else. */
function templateOf(attributes: string, numbers: readonly string[]): string | undefined {
  let template = attributes
  numbers.forEach((number, n) => {
    template = template.replace(new RegExp(`:${number}(?=[,}])`), `:${String.fromCharCode(n + 1)}`)
  })
  return numbers.some((number) => template.includes(number)) ? undefined : template
}

/** Attributes with these numbers instead of marks. */
function filled(template: string, numbers: readonly string[]): string {
  return template.replace(/[\x01-\x04]/g, (mark) => String(Number(numbers[mark.charCodeAt(0) - 1]!)))
}
