/** Heads of their own shape: klog, Ruby's Logger, java.util.logging, Redis, .NET's console, logrus, PHP. */
import { type Draft, setTime } from '../draft.ts'
import { classAt, DIGIT, skip } from '../scan.ts'
import { severityOfWord } from '../severity.ts'
import { readTime, timeOf } from '../time.ts'
import { takeQuotedMessage } from './logfmt.ts'

const take = (draft: Draft, format: string, level: string, severity: number, body: string): true => {
  draft.format = format
  draft.severityText = level
  draft.severityNumber = severity
  draft.body = body
  return true
}

const klogLevels: Readonly<Record<string, number>> = { I: 9, W: 13, E: 17, F: 21 }
const klog = /^([IWEF])(\d{4}) \d\d:\d\d:\d\d\.\d+ +(\d+) ([\w./-]+):(\d+)\] /

/** `E0102 15:04:05.678901   12 controller.go:114] message`: month and day, no year. */
export const readKlog = (text: string, draft: Draft): boolean => {
  const match = (classAt(text, 1) & DIGIT) !== 0 ? klog.exec(text.slice(0, 300)) : null
  if (!match) return false
  draft.attributes['thread.id'] = Number(match[3])
  draft.attributes['code.file.path'] = match[4]!
  draft.attributes['code.line.number'] = Number(match[5])
  take(draft, 'klog', match[1]!, klogLevels[match[1]!]!, text.slice(match[0].length))
  if (draft.body.charCodeAt(0) === 34) takeQuotedMessage(draft)
  return true
}

const rubyLogger =
  /^[DIWEFA], \[([^\]#]{19,40}) #(\d+)\] +(DEBUG|INFO|WARN|ERROR|FATAL|ANY) -- ([^:]{0,60}): /

/** `E, [2024-06-01T10:00:00.123456 #12] ERROR -- app: message`: Ruby's Logger, so Rails and Sidekiq. */
export const readRubyLogger = (text: string, draft: Draft): boolean => {
  const match = text.charCodeAt(1) === 44 ? rubyLogger.exec(text.slice(0, 300)) : null
  if (!match) return false
  setTime(draft, readTime({ text: match[1]!, at: 0 }))
  draft.attributes['process.pid'] = Number(match[2])
  if (match[4] !== '') draft.scope = match[4]!
  return take(draft, 'ruby-logger', match[3]!, severityOfWord(match[3]!), text.slice(match[0].length))
}

const jul =
  /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d\d):(\d\d) ([AP])M ([\w.$]+) ([\w$<>]+)\n([A-Z]{4,7}): /

/** java.util.logging's two lines: time, class and method; level and message. */
export const readJul = (text: string, draft: Draft): boolean => {
  const match = text.charCodeAt(3) === 32 ? jul.exec(text.slice(0, 500)) : null
  const severity = match ? severityOfWord(match[10]!) : 0
  if (!match || severity === 0) return false
  const hour = (Number(match[4]) % 12) + (match[7] === 'P' ? 12 : 0)
  const time = `${match[1]} ${match[2]!.padStart(2)} ${match[3]} ${hour}:${match[5]}:${match[6]}`
  setTime(draft, readTime({ text: time, at: 0 }))
  draft.scope = match[8]!
  draft.attributes['code.function.name'] = match[9]!
  return take(draft, 'java-util-logging', match[10]!, severity, text.slice(match[0].length))
}

const redisLevels: Readonly<Record<string, number>> = { '.': 5, '-': 9, '*': 10, '#': 13 }
const redis = /^(\d+):([XCSM]) (\d\d [A-Z][a-z]{2} \d{4} [\d:.]+) ([.*#-]) /
const redisSignal = /^(\d+):signal-handler \((\d{10})\) /

/** `12:M 01 Jun 2024 10:00:00.123 * message`: the mark is the level, the letter the role. */
export const readRedis = (text: string, draft: Draft): boolean => {
  const colon = skip(text, 0, DIGIT, 9)
  if (text.charCodeAt(colon) !== 58) return false
  if (text.startsWith('signal-handler (', colon + 1)) return readRedisSignal(text, draft)
  const match = text.charCodeAt(colon + 2) === 32 ? redis.exec(text.slice(0, 100)) : null
  if (!match) return false
  setTime(draft, readTime({ text: match[3]!, at: 0 }))
  draft.attributes['process.pid'] = Number(match[1])
  draft.attributes['redis.role'] = match[2]!
  return take(draft, 'redis', match[4]!, redisLevels[match[4]!]!, text.slice(match[0].length))
}

/** `12:signal-handler (1717236000) Received SIGTERM scheduling shutdown...` */
const readRedisSignal = (text: string, draft: Draft): boolean => {
  const match = redisSignal.exec(text.slice(0, 60))
  if (!match) return false
  setTime(draft, timeOf(match[2]!))
  draft.attributes['process.pid'] = Number(match[1])
  return take(draft, 'redis', '', 0, text.slice(match[0].length))
}

const dotnetLevels: Readonly<Record<string, number>> = {
  trce: 1,
  dbug: 5,
  info: 9,
  warn: 13,
  fail: 17,
  crit: 21,
}
const dotnet = /^(trce|dbug|info|warn|fail|crit): ([\w.`+<>,-]+)\[(\d+)\]\n? */

/** `fail: Shop.Orders[0]` and the message on the next line: .NET's console logger. */
export const readDotnetConsole = (text: string, draft: Draft): boolean => {
  const match = text.charCodeAt(4) === 58 ? dotnet.exec(text.slice(0, 400)) : null
  if (!match) return false
  draft.scope = match[2]!
  draft.attributes['event.id'] = Number(match[3])
  return take(
    draft,
    'dotnet-console',
    match[1]!,
    dotnetLevels[match[1]!]!,
    text.slice(match[0].length).trimStart(),
  )
}

const logrusTty = /^(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[(\d+|\d{4}-[^\]\s]{6,40})\] /
const logrusLevels: Readonly<Record<string, number>> = {
  TRAC: 1,
  DEBU: 5,
  INFO: 9,
  WARN: 13,
  ERRO: 17,
  FATA: 21,
  PANI: 21,
}

/** `ERRO[0012] message    key=value`: logrus on a terminal. */
export const readLogrusTty = (text: string, draft: Draft): boolean => {
  const match = text.charCodeAt(4) === 91 ? logrusTty.exec(text.slice(0, 50)) : null
  if (!match) return false
  if (match[2]!.length > 10) setTime(draft, timeOf(match[2]!))
  return take(draft, 'logrus', match[1]!, logrusLevels[match[1]!]!, text.slice(match[0].length))
}

const phpLevels: Readonly<Record<string, number>> = {
  'Fatal error': 21, 'Parse error': 17, 'Recoverable fatal error': 17, Warning: 13, Notice: 10, Deprecated: 10,
} // biome-ignore format: a table
const php = /^PHP ((?:Recoverable f|F)atal error|Parse error|Warning|Notice|Deprecated): +/

/** PHP's own errors: `PHP Fatal error:  Uncaught …`, behind a time or at the beginning. */
export const takePhpLevel = (draft: Draft): void => {
  const match = php.exec(draft.body.slice(0, 60))
  if (!match || draft.severityNumber > 0) return
  const format = draft.format === 'plain' ? 'php' : draft.format
  take(draft, format, match[1]!, phpLevels[match[1]!]!, draft.body.slice(match[0].length))
}
