/**
 * Application Load Balancer access lines
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html).
 */
import { type Draft, put, setTime } from '../draft.ts'
import { takeTrace } from '../identifiers.ts'
import { timeOf } from '../time.ts'
import { putClient } from './access-log.ts'

const head =
  /^(https?|h2|grpcs|wss?) (\S+) (\S+) (\S+) (\S+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (\d{3}|-) (\d{3}|-) (\d+|-) (\d+|-) "(\S+) (\S+) ([^"]*)" "([^"]*)" (\S+) (\S+) (\S+) "([^"]*)"/

const begins = /^[hgw][a-z2]{1,4} \d/

/** Reads `https <time> <balancer> <client> <target> … "GET url HTTP/1.1" "agent" …`. */
export const readAlb = (text: string, draft: Draft): boolean => {
  const match = begins.test(text) ? head.exec(text.slice(0, 8000)) : null
  const time = match ? timeOf(match[2]!) : undefined
  if (!match || time === undefined) return false
  setTime(draft, time)
  draft.format = 'alb'
  const { attributes } = draft
  putClient(match[4]!, draft)
  if (match[5] !== '-') attributes['server.address'] = match[5]!
  attributes['aws.alb.name'] = match[3]!
  if (match[9] !== '-') attributes['http.response.status_code'] = Number(match[9])
  attributes['http.request.method'] = match[13]!
  putUrl(match[14]!, draft)
  if (match[16] !== '-') attributes['user_agent.original'] = match[16]!
  attributes['aws.alb.target_processing_time'] = Number(match[7])
  attributes['aws.alb.target_group'] = match[19]!
  putOptional(draft, 'tls.cipher', match[17]!)
  putOptional(draft, 'tls.protocol.version', match[18]!)
  putOptional(draft, 'network.protocol.name', match[1]!)
  putOptional(draft, 'network.protocol.version', match[15]!.replace('HTTP/', ''))
  putOptional(draft, 'http.request.size', match[11]!)
  putOptional(draft, 'http.response.size', match[12]!)
  takeTrace(draft, match[20]!)
  const rest = text.slice(match[0].length).trim()
  if (rest !== '') attributes['log.extra'] = rest
  draft.body = `${match[13]} ${String(attributes['url.path'] ?? match[14])} ${match[9]}`
  return true
}

/** Numbers as numbers; `-` is nothing. */
const putOptional = (draft: Draft, key: string, value: string): void => {
  if (value !== '-' && value !== '')
    put(draft.attributes, key, /^\d{1,15}$/.test(value) ? Number(value) : value)
}

const url = /^[a-z]+:\/\/([^/:?]+)(?::(\d+))?([^?]*)(?:\?(.*))?$/

const putUrl = (target: string, draft: Draft): void => {
  const match = url.exec(target)
  if (!match) {
    draft.attributes['url.full'] = target
    return
  }
  draft.attributes['url.domain'] = match[1]!
  draft.attributes['url.path'] = match[3] || '/'
  if (match[4] !== undefined) draft.attributes['url.query'] = match[4]
}
