/** logfmt lines whose values need no escapes: their attributes are written as JSON at once. All others are left to `readLogfmt`. */
import { type Draft, newDraft } from '../draft.ts'
import { SPACE, skip } from '../scan.ts'
import { standsAsIs } from './escapes.ts'
import { fieldValue, type Key, nthKey, takeRole, typed, valueEnd } from './logfmt.ts'

/** Reads a line that is nothing but pairs, at least two, one of them a level, time or message. Undefined when it is none. */
export const readUsualLogfmt = (text: string): Draft | undefined => {
  if (!text.includes('=')) return undefined
  const draft = newDraft('')
  const names: string[] = []
  let members = ''
  let isStandard = false
  let n = 0
  for (let at = 0; at < text.length; n++) {
    const key = nthKey(text, at, n)
    if (key === undefined) return undefined
    const start = at + key.head.length
    const stop = valueEnd(text, start)
    const value = fieldValue(text, start, stop)
    if (isTaken(key, value, draft))
      isStandard ||= key.role === 'level' || key.role === 'message' || key.role === 'time'
    else {
      if (value.includes('"') || names.includes(key.name)) return undefined
      names.push(key.name)
      const isNumber = typeof typed(value) === 'number'
      const before = isNumber ? key.before : key.beforeText
      members = (members === '' ? `{${before.slice(1)}` : members + before) + (isNumber ? value : `${value}"`)
    }
    at = skip(text, stop, SPACE)
    if (at === stop && at < text.length) return undefined
  }
  if (!isStandard || n < 2 || draft.body === '') return undefined
  if (!standsAsIs(text)) return undefined
  draft.format = 'logfmt'
  draft.attributesText = members === '' ? '{}' : `${members}}`
  return draft
}

const isTaken = ({ role }: Key, value: string, draft: Draft): boolean =>
  role !== undefined && takeRole(role, value, draft)
