/**
 * Access lines as Apache, nginx and gunicorn write them, whose parts need no escapes: their attributes are written as JSON at once. All
 * others are left to `readAccessLine`.
 */
import { type Draft, newDraft } from '../draft.ts'
import type { Cursor } from '../scan.ts'
import { readTime } from '../time.ts'

/** What JSON writes with a backslash, and what may be half a character: none of the parts has any of it. */
const special = String.raw`"\\\x00-\x1f\ud800-\udfff`

/** `client ident user [`: the client one word or a mask, not a list. */
const client = new RegExp(
  String.raw`^(\[(?:REDACTED|HMAC):[^ ${special}]{1,190}\]|[^ [${special}]{0,190}[^ [,${special}]) [^ ["]{1,90} ([^ [${special}]{1,90}) \[`,
)

/** The request, status, size, referer and agent. Sizes and states have no leading zero. */
const request = new RegExp(
  String.raw`\] "([A-Z]+) ([^ ?${special}]*)(?:\?([^ ${special}]*))? HTTP\/([^ ${special}]*)" ([1-9]\d\d) ([1-9]\d{0,14}|0|-)(?: "([^${special}]*)" "([^${special}]*)")?$`,
  'y',
)

/** Reads `client ident user [time] "request" status size`, with or without `"referer" "agent"`, and nothing behind it. */
export const readUsualAccess = (text: string): Draft | undefined => {
  if (text.charCodeAt(text.indexOf('[', 1) + 3) !== 47) return undefined // no `[01/`
  const from = client.exec(text)
  if (from === null) return undefined
  const cursor: Cursor = { text, at: from[0].length }
  const time = readTime(cursor)
  if (time === undefined || Number.isNaN(time)) return undefined
  request.lastIndex = cursor.at
  const match = request.exec(text)
  if (match === null) return undefined
  const [, method, path, query, version, status, size, referer, agent] = match
  const draft = newDraft(`${method} ${path} ${status}`)
  draft.timestamp = time
  draft.format = 'access-log'
  draft.attributesText =
    `{"http.request.method":"${method}","url.path":"${path}"${member('url.query', query)}` +
    `,"network.protocol.version":"${version}","http.response.status_code":${status}` +
    (size === '-' ? '' : `,"http.response.body.size":${size}`) +
    said('http.request.header.referer', referer) +
    said('user_agent.original', agent) +
    said('client.address', from[1]) +
    `${said('user.name', from[2])}}`
  return draft
}

const member = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `,"${name}":"${value}"`

const said = (name: string, value: string | undefined): string =>
  value === '-' || value === '' ? '' : member(name, value)
