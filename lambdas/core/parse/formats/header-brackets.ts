/** Bracketed parts of a head: `[INFO]`, `[main]`, `[core:error]`, `[pid 12:tid 34]`, `[client 10.0.0.1:80]`, `[req-…]`. */
import type { MutableAttributes } from '../draft.ts'
import { isUuid } from '../identifiers.ts'
import type { Cursor } from '../scan.ts'
import { severityOfWord } from '../severity.ts'

/** What a head has told so far. */
export interface Head {
  time: number | undefined
  sawTime: boolean
  /** The time stands in a bracket that was still open behind it: `[time LEVEL module] …`. */
  bracketed: boolean
  /** Where the last time that was read begins. */
  timeAt: number
  level: string
  severity: number
  scope: string | undefined
  parts: MutableAttributes
  words: string[]
}

/** A bracketed part is at most this long. */
const bracketLimit = 200

/** The position of the bracket that closes the one at `at`, with others nested inside; -1 when it is not near. */
export const closingBracket = (text: string, at: number): number => {
  const open = text.charCodeAt(at)
  const close = open === 40 ? 41 : open + 2
  let depth = 0
  const limit = Math.min(text.length, at + bracketLimit)
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === open) depth++
    else if (code === close && --depth === 0) return i
    else if (code === 10) return -1
  }
  return -1
}

/** Reads one bracketed part before the level. False: it is not a part of a head. */
export const readBracket = (cursor: Cursor, head: Head): boolean => {
  const { text, at } = cursor
  const end = closingBracket(text, at)
  if (end < 0) return false
  const content = text.slice(at + 1, end).trim()
  if (!takeBracket(content, head)) {
    if (!head.sawTime && head.severity === 0) return false
    head.parts['thread.name'] = content
  }
  cursor.at = end + 1
  return true
}

/** Uses what a bracket holds, if that can be told. */
export const takeBracket = (content: string, head: Head): boolean =>
  content === '' || takeLevel(content, head) || takeNumber(content, head) || takeNamed(content, head)

const takeLevel = (content: string, head: Head): boolean => {
  if (head.severity > 0 || content.length > 60) return false
  const separator = content.search(/[:/]/)
  const first = separator < 0 ? content : content.slice(0, separator)
  const last = separator < 0 ? '' : content.slice(separator + 1)
  const word = severityOfWord(first) > 0 ? first : severityOfWord(last) > 0 ? last : ''
  if (word === '') return false
  head.level = word
  head.severity = severityOfWord(word)
  const other = word === first ? last : first
  if (other !== '') head.parts[content[separator] === '/' ? 'process.name' : 'log.module'] = other
  return true
}

const takeNumber = (content: string, head: Head): boolean => {
  const match = /^(?:pid:? ?)?(\d{1,12})(?::tid (\d{1,18}))?$/.exec(content)
  if (!match) return false
  const key = 'process.pid' in head.parts ? 'thread.id' : 'process.pid'
  head.parts[key] = Number(match[1])
  if (match[2]) head.parts['thread.id'] = Number(match[2])
  return true
}

const takeNamed = (content: string, head: Head): boolean => {
  if (isUuid(content) || content.startsWith('req-')) head.parts['request.id'] = content
  else if (content.startsWith('client ')) head.parts['client.address'] = content.slice(7)
  else return false
  return true
}
