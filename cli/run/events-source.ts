import type { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { LineSplitter } from '../input/lines.ts'
import { withPauses } from '../input/pauses.ts'

/** Longer lines are no payload of CloudWatch's, not even unpacked; their pieces end in quarantine. */
const longestPayload = 16_777_216

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/**
 * The `data` of one captured line: the base64 text itself (also in quotes), the event that Lambda gets
 * (`{"awslogs":{"data":…}}`), or the envelope already unpacked. Anything else is handed on as it is: `decode` has the code for it.
 */
export function payloadOf(line: string): string {
  const text = line.trim()
  if (!/^[{"]/.test(text)) return text
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text
  }
  if (typeof value === 'string') return value
  if (!isObject(value)) return text
  const { awslogs } = value
  if (isObject(awslogs) && typeof awslogs['data'] === 'string') return awslogs['data']
  return 'messageType' in value ? gzipSync(text, { level: 1 }).toString('base64') : text
}

/** The payloads of one input of captured events, one a line; empty lines are skipped. */
export async function* payloads(stream: Readable, stop: AbortSignal): AsyncGenerator<string> {
  const splitter = new LineSplitter(longestPayload)
  for await (const chunk of withPauses(stream, 60_000, stop)) {
    if (typeof chunk === 'symbol') continue
    for (const { bytes } of splitter.push(chunk))
      if (bytes.length > 0) yield payloadOf(bytes.toString('utf8'))
  }
  const rest = splitter.finish()
  if (rest && !stop.aborted) yield payloadOf(rest.bytes.toString('utf8'))
}
