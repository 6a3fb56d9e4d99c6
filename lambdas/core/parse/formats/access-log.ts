/**
 * Access lines: NCSA common and combined (Apache, nginx, gunicorn), werkzeug, uvicorn, Django's runserver. Fields get the
 * names of OpenTelemetry's HTTP conventions (https://opentelemetry.io/docs/specs/semconv/http/). An access line says no
 * severity, whatever its path or status.
 */
import { type Draft, setTime } from '../draft.ts'
import { type Cursor, DIGIT, digits, SPACE, skip, UPPER } from '../scan.ts'
import { readTime } from '../time.ts'

const QUOTE = 34

/** Reads `client ident user [time] "request" status size …`. False when the text is something else. */
export const readAccessLine = (text: string, draft: Draft): boolean => {
  const firstSpace = text.indexOf(' ')
  if (firstSpace < 1 || firstSpace > 200) return false
  const bracket = timeBracket(text, firstSpace)
  if (bracket < 0 || bracket > firstSpace + 200) return false
  const cursor: Cursor = { text, at: bracket + 1 }
  const time = readTime(cursor)
  if (time === undefined || text.charCodeAt(cursor.at) !== 93) return false
  const quote = skip(text, cursor.at + 1, SPACE)
  if (text.charCodeAt(quote) !== QUOTE || !readRequest(text, quote, draft)) return false
  setTime(draft, time)
  draft.format = 'access-log'
  if (!readUsualClient(text, draft)) readClient(text, bracket, draft)
  return true
}

/** The bracket before the time: the first, or the second when a redacted address stands in the first. */
const timeBracket = (text: string, firstSpace: number): number => {
  if (text.charCodeAt(0) !== 91) return text.indexOf('[')
  return text.startsWith('[REDACTED:') || text.startsWith('[HMAC:') ? text.indexOf('[', firstSpace) : 0
}

/** `client ident user [`, each one word, and no list of addresses. */
const usualClient = /^(\[(?:REDACTED|HMAC):[^ ]{1,190}\]|[^ []{0,190}[^ [,]) [^ []{1,90} ([^ []{1,90}) \[/

/** What `readClient` does, in one step, for lines that look as usual; false, and nothing changed, for all others. */
const readUsualClient = (text: string, { attributes }: Draft): boolean => {
  const match = usualClient.exec(text)
  if (match === null) return false
  if (isSaid(match[1])) attributes['client.address'] = match[1]
  if (isSaid(match[2])) attributes['user.name'] = match[2]
  return true
}

/** What stands before the time: addresses, ident, user. */
const readClient = (text: string, bracket: number, draft: Draft): void => {
  let end = text.indexOf(' ')
  if (end < 0 || end >= bracket) return
  const isList = text.charCodeAt(end - 1) === 44
  if (end > 1 || text.charCodeAt(0) !== 45)
    draft.attributes['client.address'] = text.slice(0, isList ? end - 1 : end)
  while (text.charCodeAt(end - 1) === 44 && end < bracket) end = text.indexOf(' ', end + 1)
  let ident = text.indexOf(' ', end + 1)
  if (ident < 0 || ident >= bracket - 1) return
  const third = text.indexOf(' ', ident + 1)
  if (third > 0 && third < bracket - 1 && takeVirtualHost(text.slice(0, end), draft)) {
    draft.attributes['client.address'] = text.slice(end + 1, ident)
    ident = third
  }
  const user = text.slice(ident + 1, bracket - 1)
  if (user !== '-' && user !== '') draft.attributes['user.name'] = user
}

/** Apache's `%v:%p` before the client. */
const takeVirtualHost = (name: string, { attributes }: Draft): boolean => {
  const match = /^([A-Za-z0-9.-]{1,200}):(\d{1,5})$/.exec(name)
  if (!match) return false
  attributes['server.address'] = match[1]!
  attributes['server.port'] = Number(match[2])
  return true
}

/** The request, status, size, referer and agent that nearly all lines have, without a backslash. */
const combined =
  /"([A-Z]+) ([^ ?"\\]*)(?:\?([^ "\\]*))? HTTP\/([^ "\\]*)" ([1-9]\d\d) (\d{1,15}|-)(?: "([^"\\]*)" "([^"\\]*)"|$)/y

/** What `readRequest` does, in one step, for lines that look as usual; false, and nothing changed, for all others. */
const readCombined = (text: string, quote: number, draft: Draft): boolean => {
  combined.lastIndex = quote
  const match = combined.exec(text)
  if (match === null) return false
  const [, method, path, query, version, status, size, referer, agent] = match
  const { attributes } = draft
  attributes['http.request.method'] = method!
  attributes['url.path'] = path!
  if (query !== undefined) attributes['url.query'] = query
  attributes['network.protocol.version'] = version!
  attributes['http.response.status_code'] = digits(status!, 0, 3)
  if (size !== '-') attributes['http.response.body.size'] = digits(size!, 0, size!.length)
  if (isSaid(referer)) attributes['http.request.header.referer'] = referer
  if (isSaid(agent)) attributes['user_agent.original'] = agent
  draft.body = `${method} ${path} ${status}`
  if (combined.lastIndex < text.length) rest(text, combined.lastIndex, draft)
  return true
}

const isSaid = (value: string | undefined): value is string =>
  value !== undefined && value !== '-' && value !== ''

/**
 * Reads `"GET /path HTTP/1.1" 200 123 "referer" "agent"` from its first quote on. The rest of a longer format is kept as
 * `log.extra`.
 */
export const readRequest = (text: string, quote: number, draft: Draft): boolean => {
  if (readCombined(text, quote, draft)) return true
  const end = closingQuote(text, quote + 1)
  if (end < 0) return false
  const status = statusAt(text, end + 1)
  if (status < 0) return false
  readRequestLine(text, quote + 1, end, draft)
  const { attributes } = draft
  attributes['http.response.status_code'] = status
  draft.body = `${draft.body} ${status}`
  readTail(text, skip(text, end + 1, SPACE) + 3, draft)
  return true
}

const statusAt = (text: string, at: number): number => {
  const start = skip(text, at, SPACE)
  const end = skip(text, start, DIGIT)
  return end - start === 3 ? Number(text.slice(start, end)) : -1
}

/** The quote that ends a value; a backslash escapes the next character. */
const closingQuote = (text: string, at: number): number => {
  let end = text.indexOf('"', at)
  while (end > 0 && text.charCodeAt(end - 1) === 92 && !evenBackslashes(text, end))
    end = text.indexOf('"', end + 1)
  return end
}

const evenBackslashes = (text: string, at: number): boolean => {
  let count = 0
  while (text.charCodeAt(at - 1 - count) === 92) count++
  return count % 2 === 0
}

/** Method, path, query and protocol; anything else is kept whole (`-`, or what a scanner sent). */
const readRequestLine = (text: string, start: number, end: number, draft: Draft): void => {
  const { attributes } = draft
  const space = text.indexOf(' ', start)
  if (space < 0 || space >= end || skip(text, start, UPPER) !== space) {
    draft.body = text.slice(start, end)
    return
  }
  const last = text.lastIndexOf(' HTTP/', end)
  const targetEnd = last > space ? last : end
  attributes['http.request.method'] = text.slice(start, space)
  const query = text.indexOf('?', space)
  const pathEnd = query > 0 && query < targetEnd ? query : targetEnd
  attributes['url.path'] = text.slice(space + 1, pathEnd)
  if (pathEnd < targetEnd) attributes['url.query'] = text.slice(pathEnd + 1, targetEnd)
  if (last > space) attributes['network.protocol.version'] = text.slice(last + 6, end)
  draft.body = text.slice(start, pathEnd)
}

const readTail = (text: string, at: number, draft: Draft): void => {
  const { attributes } = draft
  at = skip(text, at, SPACE)
  const sizeEnd = skip(text, at, DIGIT)
  if (sizeEnd > at) attributes['http.response.body.size'] = Number(text.slice(at, sizeEnd))
  else if (text.charCodeAt(at) === 45) at++
  at = skip(text, Math.max(at, sizeEnd), SPACE)
  const referer = quoted(text, at)
  if (referer === undefined) {
    rest(text, at, draft)
    return
  }
  if (isSaid(referer)) attributes['http.request.header.referer'] = referer
  at = skip(text, at + referer.length + 2, SPACE)
  const agent = quoted(text, at)
  if (agent === undefined) {
    rest(text, at, draft)
    return
  }
  if (isSaid(agent)) attributes['user_agent.original'] = agent
  rest(text, skip(text, at + agent.length + 2, SPACE), draft)
}

const quoted = (text: string, at: number): string | undefined => {
  if (text.charCodeAt(at) !== QUOTE) return undefined
  const end = closingQuote(text, at + 1)
  return end < 0 ? undefined : text.slice(at + 1, end)
}

const rest = (text: string, at: number, draft: Draft): void => {
  const extra = text.slice(at).trim()
  if (extra !== '' && extra !== '-') draft.attributes['log.extra'] = extra
}

/** `10.0.0.1:5000`, `[::1]:5000`: address and port. */
export const putClient = (client: string, draft: Draft): void => {
  const colon = client.lastIndexOf(':')
  const port = colon > 0 ? Number(client.slice(colon + 1)) : Number.NaN
  draft.attributes['client.address'] = port > 0 ? client.slice(0, colon) : client
  if (port > 0) draft.attributes['client.port'] = port
}

/** uvicorn's `127.0.0.1:5000 - "GET / HTTP/1.1" 200 OK`, which follows its `INFO:     `. */
export const readUvicornLine = (text: string, at: number, draft: Draft): boolean => {
  const dash = text.indexOf(' ', at)
  if (dash < 0 || dash - at > 80 || !text.startsWith(' - "', dash)) return false
  if (!readRequest(text, dash + 3, draft)) return false
  putClient(text.slice(at, dash), draft)
  delete draft.attributes['log.extra']
  return true
}

const uwsgi =
  /^\[pid: (\d+)\|app: \S+\|req: \S+\] (\S*) \(([^)]*)\) \{[^}]*\} \[([^\]]{20,30})\] ([A-Z]+) (\S+) => generated (\d+) bytes in (\d+) msecs \(HTTP\/([\d.]+) (\d{3})\)/

/** uWSGI's request line: `[pid: 12|app: 0|req: 1/1] 10.0.0.1 () {…} [time] GET /a => generated 2 bytes in 1 msecs (HTTP/1.1 200)`. */
export const readUwsgiLine = (text: string, draft: Draft): boolean => {
  const match =
    text.charCodeAt(1) === 112 && text.startsWith('[pid: ') ? uwsgi.exec(text.slice(0, 4000)) : null
  if (!match) return false
  const { attributes } = draft
  const query = match[6]!.indexOf('?')
  setTime(draft, readTime({ text: match[4]!, at: 0 }))
  draft.format = 'access-log'
  attributes['process.pid'] = Number(match[1])
  if (match[2] !== '') attributes['client.address'] = match[2]!
  if (match[3] !== '') attributes['user.name'] = match[3]!
  attributes['http.request.method'] = match[5]!
  attributes['url.path'] = query < 0 ? match[6]! : match[6]!.slice(0, query)
  if (query >= 0) attributes['url.query'] = match[6]!.slice(query + 1)
  attributes['http.response.body.size'] = Number(match[7])
  attributes['http.server.request.duration_ms'] = Number(match[8])
  attributes['network.protocol.version'] = match[9]!
  attributes['http.response.status_code'] = Number(match[10])
  draft.body = `${match[5]} ${attributes['url.path']} ${match[10]}`
  const extra = text.slice(match[0].length).trim()
  if (extra !== '') attributes['log.extra'] = extra
  return true
}

const gin =
  /^\[GIN\] (\d{4}\/\d\d\/\d\d) - (\d\d:\d\d:\d\d) \| (\d{3}) \| +(\S+) \| +(\S+) \| ([A-Z]+) +"([^"]*)"/

/** Go's gin: `[GIN] 2024/06/01 - 10:00:00 | 200 | 1.2ms | 10.0.0.1 | GET "/health"`. */
export const readGinLine = (text: string, draft: Draft): boolean => {
  const match = text.charCodeAt(1) === 71 && text.startsWith('[GIN] ') ? gin.exec(text.slice(0, 4000)) : null
  if (!match) return false
  const { attributes } = draft
  setTime(draft, readTime({ text: `${match[1]} ${match[2]}`, at: 0 }))
  draft.format = 'access-log'
  attributes['http.request.method'] = match[6]!
  attributes['url.path'] = match[7]!
  attributes['http.response.status_code'] = Number(match[3])
  attributes['http.server.request.duration'] = match[4]!
  attributes['client.address'] = match[5]!
  draft.body = `${match[6]} ${match[7]} ${match[3]}`
  return true
}
