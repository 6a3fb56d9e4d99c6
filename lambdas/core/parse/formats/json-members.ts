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

/** Reads `text` as one JSON object of the usual kind. False, and nothing changed, when it is none. */
export const readJsonMembers = (text: string, draft: Draft, readText: ReadText | undefined): boolean => {
  members ??= new Members([...fieldNames, ...envelopeNames])
  const found = members.find(text)
  if (found === undefined) return false
  const fields = fieldsOf(found)
  if (fields === undefined) return false
  const own = newDraft('')
  readObject(fields, own, readText)
  if (!isUsual(own, fields)) return false
  const { close } = members
  Object.assign(draft, own, { format: 'json', attributesText: withoutTaken(text, found, own, close) })
  return true
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
    fields[name] = first === 34 && !value.includes('\\') ? value.slice(1, -1) : (JSON.parse(value) as Json)
  }
  return fields
}

/** There is a message of one line, nothing is to be filled into it, and nothing has come to the attributes from inside it. */
const isUsual = ({ body, attributes }: Draft, fields: Fields): boolean => {
  if (body === '' || body.includes('\n') || body.includes('{}') || body.startsWith('panic: ')) return false
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
