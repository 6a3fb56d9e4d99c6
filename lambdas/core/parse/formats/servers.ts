/**
 * What servers put behind or around their message: nginx' connection and request, PHP's place in the code, PHP-FPM's function,
 * PostgreSQL's details. Called with a head already read.
 */
import { type Draft, put } from '../draft.ts'
import { DIGIT, skip } from '../scan.ts'
import { putClient, readRequest } from './access-log.ts'

const nginxParts =
  /, (client|server|request|subrequest|upstream|host|referrer): (?:"((?:[^"\\]|\\.){0,2000})"|([^",]{0,200}))(?=, |$)/g

const nginxNames: Readonly<Record<string, string>> = {
  server: 'server.address',
  subrequest: 'nginx.subrequest',
  upstream: 'nginx.upstream',
  host: 'http.request.header.host',
  referrer: 'http.request.header.referer',
}

/** nginx' error log: `*12 message, client: …, server: …, request: "GET / HTTP/1.1", upstream: "…", host: "…"`. */
export const takeNginx = (draft: Draft): void => {
  const { body, attributes } = draft
  const digits = skip(body, 1, DIGIT)
  if (body.charCodeAt(0) !== 42 || digits === 1 || body.charCodeAt(digits) !== 32) return
  attributes['nginx.connection'] = Number(body.slice(1, digits))
  const line = body.length > 8000 ? body.slice(0, 8000) : body
  const first = line.indexOf(', client: ')
  if (first < 0) {
    draft.body = body.slice(digits + 1)
    return
  }
  for (const [, name, quoted, bare] of line.slice(first).matchAll(nginxParts))
    takeNginxPart(name!, quoted ?? bare ?? '', draft)
  draft.body = body.slice(digits + 1, first)
}

const takeNginxPart = (name: string, value: string, draft: Draft): void => {
  if (name === 'client') putClient(value, draft)
  else if (name !== 'request') put(draft.attributes, nginxNames[name]!, value)
  else {
    const [, method, target, query] = /^([A-Z]{1,20}) ([^ ?]*)(?:\?([^ ]*))?/.exec(value) ?? []
    if (method === undefined) put(draft.attributes, 'nginx.request', value)
    else {
      draft.attributes['http.request.method'] = method
      draft.attributes['url.path'] = target!
      if (query !== undefined) draft.attributes['url.query'] = query
    }
  }
}

const phpPlace = / in (\S[^\n]{0,400}) on line (\d{1,7})$/

/** PHP's `message in /srv/app/a.php on line 12`, of errors without a trace. */
export const takePhpPlace = (draft: Draft): void => {
  const match = draft.body.length < 4000 && !draft.body.includes('\n') ? phpPlace.exec(draft.body) : null
  if (!match) return
  draft.attributes['code.file.path'] = match[1]!
  draft.attributes['code.line.number'] = Number(match[2])
  draft.body = draft.body.slice(0, match.index)
}

const fpm = /^pid (\d{1,10}), (\w{1,60})\(\), line (\d{1,7}): /

/** PHP-FPM at its debug level: `pid 12, fpm_init(), line 83: message`. */
export const takeFpm = (draft: Draft): void => {
  const match = draft.body.startsWith('pid ') ? fpm.exec(draft.body.slice(0, 120)) : null
  if (!match) return
  draft.attributes['process.pid'] = Number(match[1])
  draft.attributes['code.function.name'] = match[2]!
  draft.attributes['code.line.number'] = Number(match[3])
  draft.body = draft.body.slice(match[0].length)
}

const requestLine = /^"[A-Z]{3,10} \S{1,2000}(?: HTTP\/[\d.]+)?" \d{3}\b/

/** A request behind a time without brackets: PHP-FPM's `- -  22/Nov/2026:10:53:27 +0000 "GET /a" 200`. */
export const takeRequestBehindTime = (draft: Draft): void => {
  const { body } = draft
  if (body.charCodeAt(0) !== 34 || !requestLine.test(body) || !readRequest(body, 0, draft)) return
  draft.format = 'access-log'
}

const label = '(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION|BACKTRACE):  '
/** https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-WHAT */
const postgresHead = new RegExp(`^\\d{4}-\\d\\d-\\d\\d [^\\n]{0,200}?\\b(?=${label})`)

/** Whether a line is a further part of the message before it, in PostgreSQL's log: the same head, and `DETAIL:  `. */
export const isPostgresPart = (line: string): boolean =>
  line.charCodeAt(4) === 45 && hasLabel(line) && postgresHead.test(line)

/** Heads and labels are shorter. */
const longestHead = 240

/** Does a gap stand behind a letter that a label ends with? */
const hasLabel = (line: string): boolean => {
  for (let gap = line.indexOf(':  '); gap > 0 && gap < longestHead; gap = line.indexOf(':  ', gap + 1))
    if ('LTYNE'.includes(line.charAt(gap - 1))) return true
  return false
}

/** PostgreSQL's parts without the head that each of them repeats. */
export const takePostgresParts = (draft: Draft): void => {
  if (!draft.body.includes('\n') || !draft.body.includes(':  ')) return
  draft.body = draft.body
    .split('\n')
    .map((line, i) => (i > 0 ? line.replace(postgresHead, '') : line))
    .join('\n')
}
