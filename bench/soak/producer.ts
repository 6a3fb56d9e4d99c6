/** Log streams that never end: payloads as CloudWatch Logs makes them, and what must become of each. */
import { gzipSync } from 'node:zlib'

/** 0 to below 1, the same for the same seed. */
export type Random = () => number

/** Mulberry32: small, fast, good enough to choose faults with. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Payload {
  readonly number: number
  readonly logGroup: string
  readonly logStream: string
  readonly data: string
  readonly events: number
  /** Of these, what the route drops. */
  readonly dropped: number
  /** It cannot be decoded: all of it goes to quarantine. */
  readonly broken: boolean
  /** Sum of the numbers of the events that have to be in the archive, modulo 2^32. */
  readonly checksum: number
}

export const groups = Array.from({ length: 12 }, (_, i) => `/soak/service-${String(i).padStart(2, '0')}`)
const firstTime = Date.UTC(2026, 10, 22)

const idOf = (number: number): string => String(number).padStart(56, '0')
/** The number of an event, from its id. */
export const numberOf = (id: string): number => Number(id)

function message(random: Random, number: number): { readonly text: string; readonly drop: boolean } {
  const kind = random()
  if (kind < 0.1) return { text: `{"level":"debug","msg":"cache miss ${number}"}`, drop: true }
  if (kind < 0.15)
    return {
      text: `{"level":"error","msg":"payment failed","user_email":"u${number}@example.com"}`,
      drop: false,
    }
  if (kind < 0.5)
    return { text: `10.0.0.${number % 250} - - "GET /cart/${number} HTTP/1.1" 200 512`, drop: false }
  return { text: `{"level":"info","msg":"GET /cart","request":${number},"ms":${number % 97}}`, drop: false }
}

/** The next payload of some stream. `first` is the number of its first event. */
export function produce(random: Random, number: number, first: number): Payload {
  const logGroup = groups[Math.floor(random() * groups.length)]!
  const logStream = `task-${Math.floor(random() * 4)}`
  const size = 1 + Math.floor(random() ** 2 * 400)
  const broken = random() < 0.01
  let dropped = 0
  let checksum = 0
  const logEvents = Array.from({ length: size }, (_, i) => {
    const { text, drop } = message(random, first + i)
    if (drop) dropped++
    else checksum = (checksum + first + i) >>> 0
    return { id: idOf(first + i), timestamp: firstTime + (first + i) * 3, message: text }
  })
  const envelope = { messageType: 'DATA_MESSAGE', owner: '123456789012', logGroup, logStream, logEvents }
  const bytes = gzipSync(JSON.stringify(envelope), { level: 1 })
  return {
    number,
    logGroup,
    logStream,
    data: (broken ? bytes.subarray(0, bytes.length >> 1) : bytes).toString('base64'),
    events: size,
    dropped: broken ? 0 : dropped,
    broken,
    checksum: broken ? 0 : checksum,
  }
}
