/**
 * Level words and numbers to OpenTelemetry's severity numbers, after the example mappings of its data model
 * (https://opentelemetry.io/docs/specs/otel/logs/data-model-appendix/). `CRITICAL` written out is the highest level of
 * Python and .NET, so it is fatal; syslog's `crit` is below alert and emergency, so it is not.
 */
import { FixedWords } from './words.ts'

const words: Readonly<Record<string, number>> = {
  trace: 1, trc: 1, verbose: 1, vrb: 1, finest: 1, finer: 3, silly: 1,
  debug: 5, dbg: 5, fine: 5, config: 7,
  info: 9, inf: 9, information: 9, informational: 9, log: 9, http: 9, success: 9, notice: 10,
  warn: 13, warning: 13, wrn: 13, warnning: 13,
  error: 17, err: 17, severe: 17, failure: 17, fail: 17, crit: 18, alert: 19, dpanic: 18,
  fatal: 21, ftl: 21, critical: 21, emerg: 21, emergency: 21, panic: 21,
} // biome-ignore format: a table

/** All words, in small letters. */
export const levelWords: readonly string[] = Object.keys(words)

/** A lower-case word, in capitals and capitalised. */
export const spellingsOf = (word: string): readonly string[] => [
  word,
  word.toUpperCase(),
  word[0]!.toUpperCase() + word.slice(1),
]

/** Exact spellings, so that looking a word up makes no lower-case copy of it. */
const spellings = new FixedWords(
  Object.entries(words).flatMap(([word, number]) =>
    spellingsOf(word).map((spelling) => [spelling, number] as const),
  ),
)

/** The severity number of a level word written lower-case, upper-case or capitalised; 0 when it is none. */
export const severityOfWord = (word: string): number => spellings.get(word) ?? 0

/** pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal, and what lies between. */
export const severityOfPinoLevel = (level: number): number => {
  if (level >= 60) return 21
  if (level >= 50) return 17
  if (level >= 40) return 13
  if (level >= 30) return 9
  return level >= 20 ? 5 : 1
}

const syslog = [21, 19, 18, 17, 13, 10, 9, 5] as const
/** Syslog's severities: 0 emergency to 7 debug (RFC 5424, table 2). */
export const severityOfSyslog = (level: number): number => syslog[level & 7]!

/** Number as found in a structured `level` field: syslog's 0-7 (GELF) or the tens of pino and bunyan. */
export const severityOfNumber = (level: number): number => {
  if (!Number.isInteger(level) || level < 0) return 0
  if (level < 8) return severityOfSyslog(level)
  return level <= 100 ? severityOfPinoLevel(level) : 0
}
