import type { Readable } from 'node:stream'

/** Nothing has arrived for a while. */
export const quiet: unique symbol = Symbol('quiet')

type Next<T> = IteratorResult<T> | typeof quiet | undefined

/** What comes first: the next chunk, `quiet` after some time, or undefined when `stop` is aborted. */
async function firstOf<T>(
  arriving: Promise<IteratorResult<T>>,
  milliseconds: number,
  stop?: AbortSignal,
): Promise<Next<T>> {
  if (stop?.aborted) return undefined
  const { promise, resolve } = Promise.withResolvers<Next<T>>()
  const timer = setTimeout(() => resolve(quiet), milliseconds)
  const end = () => resolve(undefined)
  stop?.addEventListener('abort', end)
  try {
    return await Promise.race([arriving, promise])
  } finally {
    clearTimeout(timer)
    stop?.removeEventListener('abort', end)
  }
}

/**
 * The chunks of a stream, and `quiet` each time that nothing arrives for `milliseconds`, so that a slow live input is
 * not held back. Ends early when `stop` is aborted.
 */
export async function* withPauses(
  stream: Readable,
  milliseconds: number,
  stop?: AbortSignal,
): AsyncGenerator<Buffer | typeof quiet> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const ask = () => {
    const asked = chunks.next()
    // A fault is thrown where the chunk is awaited; until then, or when the reader has left, nobody listens for it.
    asked.catch(() => {})
    return asked
  }
  let arriving = ask()
  try {
    for (;;) {
      const next = await firstOf(arriving, milliseconds, stop)
      if (next === undefined || (next !== quiet && next.done)) return
      if (next === quiet) yield quiet
      else {
        arriving = ask()
        yield next.value
      }
    }
  } finally {
    stream.destroy()
  }
}
