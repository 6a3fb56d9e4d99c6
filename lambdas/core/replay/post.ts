import { createHash } from 'node:crypto'
import type { Clock } from '../ports.ts'
import { ReplayFault } from './fault.ts'

/** Where batches go, and how patiently. Times in milliseconds. */
export interface PostOptions {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly fetch: typeof fetch
  /** Rejects when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
  /** From 0 to below 1. */
  readonly random: () => number
  readonly clock: Clock
  readonly signal?: AbortSignal
  readonly attempts?: number
  /** For one attempt, the answer included. */
  readonly timeout?: number
}

const firstWait = 500
const longestWait = 30_000
/** A destination may ask for more patience than we have by ourselves, but not for any. */
const longestRetryAfter = 120_000

const backoff = (attempt: number, random: () => number): number =>
  Math.min(firstWait * 2 ** (attempt - 1), longestWait) * (0.5 + random() / 2)

/** Seconds or a date: https://www.rfc-editor.org/rfc/rfc9110.html#field.retry-after */
function retryAfter(value: string | null, now: number): number {
  if (value === null) return 0
  const wanted = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 0), longestRetryAfter) : 0
}

/** What an attempt came to: nothing more to do, or what to say if it was the last, and how long to wait at least. */
interface Trouble {
  readonly what: string
  readonly wait: number
  readonly cause?: unknown
}

function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } }
  if (name === 'TimeoutError') return 'no answer in time'
  return typeof cause?.code === 'string' ? cause.code : 'no connection'
}

async function attempt(options: PostOptions, body: string): Promise<Trouble | undefined> {
  const { url, headers, clock, signal, timeout = 30_000 } = options
  const limit = AbortSignal.timeout(timeout)
  let response: Response
  try {
    response = await options.fetch(url, {
      method: 'POST',
      headers,
      body,
      // A header with a token must not follow to wherever the destination points.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
    await response.body?.cancel()
  } catch (error) {
    return { what: codeOf(error), wait: 0, cause: error }
  }
  const { status } = response
  if (status >= 200 && status < 300) return undefined
  const what = `status ${status}`
  if (status === 408 || status === 429 || status >= 500)
    return { what, wait: retryAfter(response.headers.get('retry-after'), clock()) }
  throw new ReplayFault('destination_refused', `${url.origin} refused a batch: ${what}`)
}

/**
 * Makes a function that posts one batch of NDJSON and returns when the destination has answered with 2xx. What is worth another
 * try (429, 408, 5xx, no connection, no answer) gets one, with a wait that doubles, or as long as `Retry-After` says: 8
 * attempts, half a minute to a minute in all. Each attempt of a batch has the same `Idempotency-Key`, for destinations that
 * know it: an answer that was lost does not tell whether the batch was taken.
 */
export function createPost(options: PostOptions): (lines: string) => Promise<void> {
  const { url, wait, random, signal, attempts = 8 } = options
  return async (lines) => {
    const key = createHash('sha256').update(lines).digest('hex').slice(0, 32)
    const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': key, ...options.headers }
    for (let tried = 1; ; tried++) {
      const trouble = await attempt({ ...options, headers }, lines)
      if (!trouble) return
      if (signal?.aborted)
        throw new ReplayFault('interrupted', 'it was interrupted', { cause: trouble.cause })
      if (tried >= attempts)
        throw new ReplayFault(
          'destination_unavailable',
          `${url.origin} did not take a batch in ${attempts} attempts, the last: ${trouble.what}`,
          { cause: trouble.cause },
        )
      await wait(Math.max(backoff(tried, random), trouble.wait), signal).catch(() => undefined)
    }
  }
}
