/**
 * Heads that came before: what stands between time and message is the same from line to line, as long as thread, level and logger are.
 * Of a head that a separator ends, `readHeader` looks at no more of the message than whether it begins with a space or a bracket, or has a
 * tab behind its first word. So what it made of the head once is right again for the same head and a message without these.
 */
import { type Draft, type MutableAttributes, put } from '../draft.ts'
import { KeptWords } from '../words.ts'
import { closingBracket, type Head } from './header-brackets.ts'
import { wordEnd } from './header-name.ts'

/** What a head says, but its time. */
interface KnownHead {
  readonly level: string
  readonly severity: number
  readonly scope: string | undefined
  readonly parts: MutableAttributes
}

const known = new KeptWords<KnownHead>()

/** Where the message begins that `: ` or ` - ` divide from the head: behind the first of them. -1: not in a way that can be known. */
export const messageStart = (text: string, from: number): number => {
  const colon = separatorAt(text, from, ':')
  const dash = separatorAt(text, from, '-')
  const at = dash < 0 || (colon >= 0 && colon < dash) ? colon : dash
  if (at < 0) return -1
  const code = text.charCodeAt(at + 2)
  return code > 32 && code !== 91 && text.charCodeAt(wordEnd(text, at + 2)) !== 9 ? at + 2 : -1
}

/** Signs that are looked at before they are given up. */
const tries = 6

/** The first colon with a space behind it, or dash between spaces that does not begin the head. */
const separatorAt = (text: string, from: number, sign: ':' | '-'): number => {
  let at = text.indexOf(sign, from + 3)
  for (let i = 0; i < tries && at >= 0; i++) {
    if (text.charCodeAt(at + 1) === 32 && (sign === ':' || text.charCodeAt(at - 1) === 32)) return at
    at = text.indexOf(sign, at + 1)
  }
  return -1
}

/** Takes what the head from `from` to `to` said before, and the message behind it. False: it did not come before. */
export const takeKnownHead = (text: string, from: number, to: number, draft: Draft): boolean => {
  const head = known.get(text, from, to)
  if (head === undefined) return false
  draft.severityText = head.level
  draft.severityNumber = head.severity
  if (head.scope !== undefined) draft.scope = head.scope
  if (isEmpty(draft.attributes)) draft.attributes = { ...head.parts }
  else for (const key in head.parts) put(draft.attributes, key, head.parts[key]!)
  draft.format = 'text'
  draft.body = text.slice(to)
  return true
}

const isEmpty = (attributes: MutableAttributes): boolean => {
  for (const _ in attributes) return false
  return true
}

/** Keeps what the head from `from` to `to` says, if none of it comes from the message or from its time. */
export const keepHead = (text: string, from: number, to: number, head: Head): void => {
  const { level, severity, scope, parts } = head
  const word = text.slice(from, to)
  if (severity === 0 || !head.isClosed || unsure.test(word) || !closes(text, from, to)) return
  if ('trace_id' in parts || 'span_id' in parts || 'resource.service.name' in parts) return
  known.put(word, { level, severity, scope, parts: { ...parts } })
}

/** What the reader may look for behind the head: the end of a bracket, of a process's name, of a program's. */
const unsure = /[(</]|(?:^|[^-])-- /

/** Whether all brackets that open in a head close there. */
const closes = (text: string, from: number, to: number): boolean => {
  for (let at = text.indexOf('[', from); at >= 0 && at < to; at = text.indexOf('[', at + 1)) {
    const end = closingBracket(text, at)
    if (end < 0 || end >= to) return false
  }
  return true
}
