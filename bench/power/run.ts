/**
 * `npm run bench:power`: how long an invocation of ingest takes and what a GB of log text costs, by the function's memory.
 * Measured is the CPU time of one payload of the Flask application's log on one core of this machine, in one process that is warm;
 * the rest is computed (model.ts). It is not measured in Lambda: an arm64 core there is another one than yours.
 */
import { readFileSync } from 'node:fs'
import { payloadOf } from '../../test/support/events.ts'
import { ingest } from '../adapters/ingest.ts'
import { cpuShare, invocationOf, memorySizes, type Work } from './model.ts'

/** kB of gzip: a usual delivery, and the largest that fits into the 1 MB of an asynchronous invocation as base64. */
const payloadSizes = [100, 750] as const
/** Assumed: one PutObject, then one BatchWriteItem, within a Region. */
const waitMilliseconds = 50
const warmUps = 5
const repetitions = 15

const log = readFileSync(new URL('../../examples/flask/logs/shop.log', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
const gzipBytes = (data: string): number => Buffer.byteLength(data, 'base64')
const bytesPerLine = gzipBytes(payloadOf(log)) / log.length

/** As many lines of the log, from its beginning again and again, as make so many kB of gzip. */
const messagesFor = (kilobytes: number): string[] =>
  Array.from({ length: Math.round((kilobytes * 1_000) / bytesPerLine) }, (_, i) => log[i % log.length]!)

/** Of all threads: in Lambda, the collector and the compiler take from the same share. */
async function cpuMilliseconds(data: string): Promise<number> {
  const before = process.cpuUsage()
  await ingest(data)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

interface Measured extends Work {
  readonly gzipBytes: number
  readonly firstMilliseconds: number
}

async function measure(kilobytes: number): Promise<Measured> {
  const messages = messagesFor(kilobytes)
  const data = payloadOf(messages)
  const times: number[] = []
  while (times.length < warmUps + repetitions) times.push(await cpuMilliseconds(data))
  return {
    gzipBytes: gzipBytes(data),
    textBytes: messages.reduce((sum, message) => sum + Buffer.byteLength(message), 0),
    firstMilliseconds: times[0]!,
    cpuMilliseconds: median(times.slice(warmUps)),
    waitMilliseconds,
  }
}

const kilo = (bytes: number): string => (bytes / 1_000).toFixed(0)
const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const works: Measured[] = []
for (const kilobytes of payloadSizes) works.push(await measure(kilobytes))
for (const work of works)
  console.log(
    `${kilo(work.gzipBytes)} kB of gzip, ${kilo(work.textBytes)} kB of text: ${work.cpuMilliseconds.toFixed(0)} ms of CPU time (median of ${repetitions}), ${(work.textBytes / 1_000 / work.cpuMilliseconds).toFixed(1)} MB/s`,
  )
console.log(
  `first payload of the process: ${works[0]!.firstMilliseconds.toFixed(0)} ms; assumed wait for S3 and DynamoDB: ${waitMilliseconds} ms\n`,
)
console.log(
  rowOf(['memory', 'share of a core', ...works.flatMap((w) => [`${kilo(w.gzipBytes)} kB`, 'USD per GB'])]),
)
console.log(rowOf(['---:', '---:', ...works.flatMap(() => ['---:', '---:'])]))
for (const megabytes of memorySizes) {
  const cells = works.flatMap((work) => {
    const { milliseconds, dollarsPerGigabyte } = invocationOf(work, megabytes)
    return [`${milliseconds} ms`, dollarsPerGigabyte.toFixed(5)]
  })
  console.log(rowOf([`${megabytes} MB`, cpuShare(megabytes).toFixed(2), ...cells]))
}
