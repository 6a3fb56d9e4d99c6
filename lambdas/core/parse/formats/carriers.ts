/** Carriers' heads around another program's line: Kubernetes' CRI, docker compose, CEF. */
import { type Draft, put, setTime } from '../draft.ts'
import type { LinePrefix } from '../prefix.ts'
import { readTime } from '../time.ts'

/**
 * Takes a CRI (`2024-06-01T10:00:00.1Z stdout F `) or compose (`web-1  | `) head and returns where the program's own text
 * begins; 0 when the head is syslog's, which is read with its message.
 */
export const takeCarrier = (text: string, prefix: LinePrefix, draft: Draft): number => {
  if (prefix.kind === 'syslog') return 0
  if (prefix.kind === 'cri') {
    setTime(draft, readTime({ text, at: 0 }))
    draft.attributes['log.iostream'] = prefix.key
  } else {
    draft.attributes['container.name'] = prefix.key
  }
  draft.format = prefix.kind
  return prefix.end
}

const cefSeverity = (value: string): number => {
  const level = Number(value)
  if (value === '' || Number.isNaN(level))
    return { Low: 9, Medium: 13, High: 17, 'Very-High': 21 }[value] ?? 0
  if (level <= 3) return 9
  return level <= 6 ? 13 : level <= 8 ? 17 : 21
}

const cefNames = [
  'device.vendor',
  'device.product',
  'device.version',
  'event.id',
  'event.name',
  'event.severity',
]

/** ArcSight's Common Event Format: `CEF:0|vendor|product|version|id|name|severity|key=value …`. */
export const readCef = (text: string, draft: Draft): boolean => {
  if (!text.startsWith('CEF:')) return false
  const fields: string[] = []
  let at = text.indexOf('|') + 1
  while (fields.length < 6) {
    const end = unescapedBar(text, at)
    if (end < 0) return false
    fields.push(text.slice(at, end).replace(/\\([|\\])/g, '$1'))
    at = end + 1
  }
  fields.forEach((field, i) => {
    put(draft.attributes, cefNames[i]!, field)
  })
  draft.format = 'cef'
  draft.severityText = fields[5]!
  draft.severityNumber = cefSeverity(fields[5]!)
  draft.body = fields[4]!
  readExtension(text.slice(at, at + 20_000), draft)
  return true
}

const unescapedBar = (text: string, at: number): number => {
  for (let i = at; i < text.length && i < at + 2000; i++) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 124) return i
  }
  return -1
}

/** `key=value key=value with spaces`: a value ends where the next key begins. */
const readExtension = (text: string, draft: Draft): void => {
  const keys = [...text.matchAll(/(?:^| )([A-Za-z0-9_.]{1,60})=/g)]
  keys.forEach((match, i) => {
    const value = text.slice(match.index + match[0].length, keys[i + 1]?.index ?? text.length)
    put(draft.attributes, match[1]!, value.replace(/\\([=\\])/g, '$1').trim())
  })
}
