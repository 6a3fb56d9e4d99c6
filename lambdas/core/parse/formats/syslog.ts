/** Syslog as files and relays have it: RFC 3164 with and without priority, RFC 5424. */
import { type Draft, put, setTime } from '../draft.ts'
import { type Cursor, classAt, DIGIT, digits, SPACE, skip, UPPER } from '../scan.ts'
import { severityOfSyslog } from '../severity.ts'
import { readTime } from '../time.ts'

const severities = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const

/** Reads `[<34>]Oct 11 22:14:15 host program[12]: message` or `<34>1 2003-…Z host program 12 ID [data] message`. */
export const readSyslog = (text: string, draft: Draft): boolean => {
  const close = text.charCodeAt(0) === 60 ? text.indexOf('>') : -1
  if (close > 4 || (close < 0 && (classAt(text, 0) & UPPER) === 0)) return false
  const priority = close > 1 ? digits(text, 1, close - 1) : -1
  if (close >= 0 && (priority < 0 || priority > 191)) return false
  const at = close + 1
  const read =
    priority >= 0 && text.startsWith('1 ', at) ? readNew(text, at + 2, draft) : readOld(text, at, draft)
  if (!read) return false
  if (priority >= 0) {
    draft.severityText = severities[priority & 7]!
    draft.severityNumber = severityOfSyslog(priority)
    draft.attributes['syslog.facility'] = priority >> 3
  }
  return true
}

/**
 * Reads `<time> host program[12]: message` from a time on. A month's name is syslog's own way of writing times; behind any
 * other, the process number is what tells it from other text.
 */
export const readSyslogAt = (text: string, at: number, draft: Draft): boolean => {
  if ((classAt(text, at) & UPPER) !== 0) return readOld(text, at, draft)
  const colon = text.indexOf(']: ', at)
  return colon > 0 && colon - at < 240 && readOld(text, at, draft, true)
}

const readOld = (text: string, at: number, draft: Draft, numbered = false): boolean => {
  const cursor: Cursor = { text, at }
  const time = readTime(cursor)
  if (time === undefined || text.charCodeAt(cursor.at) !== 32) return false
  const hostEnd = text.indexOf(' ', cursor.at + 1)
  if (hostEnd < 0 || hostEnd - cursor.at > 120) return false
  const tagEnd = readTag(text, hostEnd + 1, draft, numbered)
  if (tagEnd < 0) return false
  setTime(draft, time)
  draft.attributes['host.name'] = text.slice(cursor.at + 1, hostEnd)
  draft.format = 'syslog'
  draft.body = text.slice(skip(text, tagEnd, SPACE))
  return true
}

/** `program[12]: `, `program: `; programs may have spaces or brackets in their names. Returns the end, or -1. */
const readTag = (text: string, at: number, draft: Draft, numbered: boolean): number => {
  const colon = text.indexOf(':', at)
  if (colon < 0 || colon - at > 80 || colon === at) return -1
  const next = text.charCodeAt(colon + 1)
  if (next !== 32 && colon + 1 !== text.length && next !== 10) return -1
  const open = text.lastIndexOf('[', colon)
  const bracketed = open > at && text.charCodeAt(colon - 1) === 93
  const name = text.slice(at, bracketed ? open : colon).trimEnd()
  if ((numbered && !bracketed) || !isProgram(name)) return -1
  draft.attributes['process.name'] = name
  if (bracketed && skip(text, open + 1, DIGIT) === colon - 1) {
    draft.attributes['process.pid'] = Number(text.slice(open + 1, colon - 1))
  }
  return colon + 1
}

/** At most four words, and no pairs or quotes. */
const isProgram = (name: string): boolean => {
  let blanks = 0
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (code === 61 || code === 34) return false
    if (code === 32) blanks++
  }
  return blanks < 4
}

/** RFC 5424, section 6: time, host, program, process, message id, structured data, message. */
const readNew = (text: string, at: number, draft: Draft): boolean => {
  const fields: string[] = []
  for (let i = 0; i < 5; i++) {
    const end = text.indexOf(' ', at)
    if (end < 0 || end - at > 255) return false
    fields.push(text.slice(at, end))
    at = end + 1
  }
  const dataEnd = structuredDataEnd(text, at)
  if (dataEnd < 0) return false
  setTime(draft, readTime({ text: fields[0]!, at: 0 }))
  const names = ['', 'host.name', 'process.name', 'process.pid', 'syslog.msgid']
  fields.forEach((field, i) => {
    if (i > 0 && field !== '-')
      put(draft.attributes, names[i]!, i === 3 && /^\d{1,12}$/.test(field) ? Number(field) : field)
  })
  if (text.charCodeAt(at) === 91) draft.attributes['syslog.structured_data'] = text.slice(at, dataEnd)
  draft.format = 'syslog'
  draft.body = text.slice(skip(text, dataEnd, SPACE)).replace(/^\ufeff/, '')
  return true
}

const structuredDataEnd = (text: string, at: number): number => {
  if (text.charCodeAt(at) === 45) return at + 1
  let quoted = false
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 34) quoted = !quoted
    else if (code === 93 && !quoted && text.charCodeAt(i + 1) !== 91) return i + 1
  }
  return -1
}
