/**
 * The usual line of a structured logger, read without making an object of it: the fields with a role are taken as `readObject`
 * takes them, the others stay text. Whatever is unusual is left to `readJson`.
 */
import type { Json } from '../../records.ts'
import { type Draft, newDraft } from '../draft.ts'
import { type Member, Members } from '../members/members.ts'
import { type ReadText, readObject } from './json.ts'
import { fieldNames, type Role, roleOf } from './json-fields.ts'

/** Names by which `unwrap` knows an envelope. */
const envelopeNames = ['type', 'record', 'container_id', 'ecs_task_arn', 'ctx']
const unusual: ReadonlySet<Role | undefined> = new Set([
  undefined,
  'stack',
  'errorType',
  'errorMessage',
  'error',
] as const)

let members: Members | undefined

/** Reads `text` as one JSON object of the usual kind. Undefined when it is none. */
export const readJsonMembers = (text: string, readText: ReadText | undefined): Draft | undefined => {
  members ??= new Members([...fieldNames, ...envelopeNames])
  const found = members.find(text)
  if (found === undefined) return undefined
  const { close } = members
  const fields = fieldsOf(found)
  if (fields === undefined) return undefined
  const draft = newDraft('')
  draft.format = 'json'
  readObject(fields, draft, readText)
  if (!isUsual(draft, fields)) return undefined
  draft.attributesText = withoutTaken(text, found, draft, close)
  return draft
}

type Fields = { [name: string]: Json }

/** Undefined when one of them makes the line unusual. */
const fieldsOf = (found: readonly Member[]): Fields | undefined => {
  const fields: Fields = {}
  for (const { name, value } of found) {
    if (name === 'type') {
      if (value.startsWith('"platform.')) return undefined
      continue
    }
    const first = value.charCodeAt(0)
    if (first === 123 || first === 91 || unusual.has(roleOf(name))) return undefined
    fields[name] = jsonValue(value, first)
  }
  return fields
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

/** The text of the object without the members that were taken, each with one comma. */
const withoutTaken = (
  text: string,
  found: readonly Member[],
  { attributes }: Draft,
  close: number,
): string => {
  let rest = ''
  let from = text.indexOf('{') + 1
  let taken = 0
  for (const { name, end, previousEnd, nextStart, ordinal } of found) {
    if (name === 'type' || Object.hasOwn(attributes, name)) continue
    if (ordinal > taken) {
      rest += text.slice(from, previousEnd)
      from = end
    } else from = nextStart
    taken++
  }
  return `{${rest}${text.slice(from, close)}}`
}
