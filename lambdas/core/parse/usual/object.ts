/** The usual line of a structured logger: a JSON object whose fields with a role are taken as `readObject` takes them. */
import type { Page, Span } from '../../page/index.ts'
import type { Json } from '../../records.ts'
import { type Draft, newDraft } from '../draft.ts'
import { type ReadText, rankOf, takeField, takeMessage } from '../formats/json.ts'
import type { Field, Texts } from './texts.ts'

/** A line with one of these is left to `readJson`: it has an exception, or is an envelope. */
const isUnusual = ({ name, role }: Field): boolean =>
  role === undefined
    ? name !== 'type'
    : role === 'stack' || role === 'errorType' || role === 'errorMessage' || role === 'error'

export const readUsualObject = (
  texts: Texts,
  nth: number,
  readText: ReadText | undefined,
): Draft | undefined => {
  const { page } = texts
  const listed = page.readMembers(nth)
  if (listed < 0) return undefined
  if (page.engine.decideMembers(listed) !== 0) return texts.said.draftOf(nth, 'json')
  const draft = newDraft('')
  draft.format = 'json'
  const taken = takeFields(texts, nth, listed, draft, readText)
  if (taken === undefined || !isUsual(draft)) return undefined
  page.engine.makeMembers(taken.members)
  draft.made = { attributes: page.attributes, body: taken.body, bodyText: draft.body, ids: undefined }
  return draft
}

/** The body of a line without a message. */
const nowhere: Span = { from: 0, to: 0 }

interface Taken {
  /** The listed members that say something, as bits. */
  readonly members: number
  /** The body, where it stands as it is; undefined when it has escapes, or is made of something else. */
  readonly body: Span | undefined
}

/** What is taken from the listed members; undefined when one of them makes the line unusual, or what stands for its message. */
function takeFields(
  texts: Texts,
  nth: number,
  listed: number,
  draft: Draft,
  readText: ReadText | undefined,
): Taken | undefined {
  const { page } = texts
  let taken = 0
  let message: Json = null
  let messageAt = -1
  let rank = Number.POSITIVE_INFINITY
  let hasRequest = false
  for (let n = 0; n < listed; n++) {
    const field = texts.fieldOf(n)
    if (field === undefined) continue
    if (field.name === 'request') {
      hasRequest = true
      continue
    }
    if (field.role === 'time' && draft.timestamp === undefined && page.readTimeOf(n, true)) {
      draft.timestamp = page.time
      taken |= 1 << n
      continue
    }
    const text = page.valueOf(n, nth)
    const first = text.charCodeAt(0)
    if (first === 123 || first === 91 || isUnusual(field) || text.startsWith('"platform.')) return undefined
    const { name, role } = field
    if (role === undefined) continue
    const value = parsed(text, first)
    if (role === 'message') {
      const ranked = rankOf(name, value)
      if (ranked >= rank) continue
      rank = ranked
      message = value
      messageAt = n
    } else if (takeField(role, name, value, role === 'logger' && isLevelled(texts, listed), draft)) {
      taken |= 1 << n
      if (page.isUnknown(n)) texts.said.learnMember(n, name, role, value)
    }
  }
  if (messageAt < 0) return hasRequest ? undefined : { members: taken, body: nowhere }
  takeMessage(message, draft, readText)
  return { members: taken | (1 << messageAt), body: bodyOf(page, messageAt, draft.body) }
}

/** Inside the quotes of the member; what has an escape or a character of several bytes is longer than the body. */
function bodyOf(page: Page, nth: number, body: string): Span | undefined {
  const { from, to } = page.spanOf(nth)
  const isSame = to - from === body.length + 2 && page.bytes[from] === 34
  return isSame ? { from: from + 1, to: to - 1 } : undefined
}

/** Is there a member that is called as a level is? */
function isLevelled(texts: Texts, listed: number): boolean {
  for (let n = 0; n < listed; n++) {
    const name = texts.fieldOf(n)?.name
    if (name === 'level' || name === 'levelname') return true
  }
  return false
}

const parsed = (text: string, first: number): Json => {
  if (first === 34 && !text.includes('\\')) return text.slice(1, -1)
  return first !== 34 && first <= 57 ? Number(text) : (JSON.parse(text) as Json)
}

/** The message has one line, nothing is to be filled into it, and nothing has come to the attributes from inside it. */
const isUsual = ({ format, body, attributes }: Draft): boolean => {
  if (format !== 'json' || body.includes('\n') || body.includes('{}') || body.startsWith('panic: '))
    return false
  for (const _ in attributes) return false
  return true
}
