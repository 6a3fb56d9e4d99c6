import type { Readable } from 'node:stream'

/** Nothing has arrived for a while. */
export const quiet: unique symbol = Symbol('quiet')

type Next<T> = IteratorResult<T> | typeof quiet

function timer(milliseconds: number): { readonly over: Promise<typeof quiet>; clear(): void } {
  const { promise, resolve } = Promise.withResolvers<typeof quiet>()
  const handle = setTimeout(resolve, milliseconds, quiet)
  return { over: promise, clear: () => clearTimeout(handle) }
}

async function nextOrQuiet<T>(arriving: Promise<IteratorResult<T>>, milliseconds: number): Promise<Next<T>> {
  const pause = timer(milliseconds)
  try {
    return await Promise.race([arriving, pause.over])
  } finally {
    pause.clear()
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
  const end = () => stream.destroy()
  stop?.addEventListener('abort', end, { once: true })
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    let arriving = chunks.next()
    while (!stop?.aborted) {
      const next = await nextOrQuiet(arriving, milliseconds)
      if (next === quiet) yield quiet
      else if (next.done) return
      else {
        yield next.value
        arriving = chunks.next()
      }
    }
  } catch (error) {
    if (!stop?.aborted) throw error
  } finally {
    stop?.removeEventListener('abort', end)
    stream.destroy()
  }
}
