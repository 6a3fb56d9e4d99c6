/** The usual line of a structured logger: a JSON object whose fields with a role are taken as `readObject` takes them. */
import type { Json } from '../../records.ts'
import { type Draft, newDraft } from '../draft.ts'
import { type ReadText, readObject } from '../formats/json.ts'
import type { Role } from '../formats/json-fields.ts'
import type { Texts } from './texts.ts'

const unusual: ReadonlySet<Role | undefined> = new Set([
  undefined,
  'stack',
  'errorType',
  'errorMessage',
  'error',
] as const)

export const readUsualObject = (
  texts: Texts,
  nth: number,
  readText: ReadText | undefined,
): Draft | undefined => {
  const listed = texts.page.readMembers(nth)
  if (listed < 0) return undefined
  const fields: Fields = {}
  if (!takeFields(texts, listed, fields)) return undefined
  const draft = newDraft('')
  draft.format = 'json'
  readObject(fields, draft, readText)
  if (!isUsual(draft, fields)) return undefined
  make(texts, listed, draft)
  return draft
}

type Fields = { [name: string]: Json }

/** False when one of them makes the line unusual. */
function takeFields(texts: Texts, listed: number, fields: Fields): boolean {
  for (let n = 0; n < listed; n++) {
    const field = texts.fieldOf(n)
    if (field === undefined) continue
    const value = texts.stringOf(texts.page.valueOf(n))
    if (field.name === 'type') {
      if (value.startsWith('"platform.')) return false
      continue
    }
    const first = value.charCodeAt(0)
    if (first === 123 || first === 91 || unusual.has(field.role)) return false
    fields[field.name] = jsonValue(value, first)
  }
  return true
}

const jsonValue = (value: string, first: number): Json => {
  if (first === 34 && !value.includes('\\')) return value.slice(1, -1)
  return first !== 34 && first <= 57 ? Number(value) : (JSON.parse(value) as Json)
}

/** There is a message of one line, nothing is to be filled into it, and nothing has come to the attributes from inside it. */
const isUsual = ({ format, body, attributes }: Draft, fields: Fields): boolean => {
  if (
    format !== 'json' ||
    body === '' ||
    body.includes('\n') ||
    body.includes('{}') ||
    body.startsWith('panic: ')
  )
    return false
  for (const name in attributes) if (!Object.hasOwn(fields, name)) return false
  return true
}

/** Makes the attributes: the object without the members that were taken. */
function make(texts: Texts, listed: number, draft: Draft): void {
  const { page } = texts
  let taken = 0
  for (let n = 0; n < listed; n++) {
    const name = texts.fieldOf(n)?.name
    if (name !== undefined && name !== 'type' && !Object.hasOwn(draft.attributes, name)) taken |= 1 << n
  }
  page.engine.makeMembers(taken)
  draft.made = { attributes: page.attributes, body: undefined, bodyText: draft.body }
}
