import type { ReadableStore } from '../../../lambdas/core/ports.ts'

/** The process died, or the store refused. */
export class Crash extends Error {
  constructor() {
    super('crash')
    this.name = 'Crash'
  }
}

export interface Plan {
  /** The operation at which it happens, counted from 0. */
  readonly at: number
  /** Whether the operation still took place. */
  readonly when: 'before' | 'after'
}

/**
 * A store that fails at one operation and calls `watch` after each that changed something; each page, read and write counts
 * as an operation.
 */
export function createFaultyStore(
  store: ReadableStore,
  plan: Plan | undefined,
  watch: () => Promise<void> = async () => {},
): ReadableStore & { readonly operations: () => number } {
  let operations = 0
  async function operate<Result>(act: () => Promise<Result>, changes: boolean): Promise<Result> {
    const here = operations++ === plan?.at ? plan.when : undefined
    if (here === 'before') throw new Crash()
    const result = await act()
    if (changes) await watch()
    if (here === 'after') throw new Crash()
    return result
  }
  return {
    operations: () => operations,
    putIfAbsent: (key, bytes) => operate(() => store.putIfAbsent(key, bytes), true),
    get: (key) => operate(() => store.get(key), false),
    async *list(prefix, after) {
      const all = await operate(() => Array.fromAsync(store.list(prefix, after)), false)
      yield* all
    },
    // One by one: S3's DeleteObjects may have removed some when the connection breaks.
    async remove(keys) {
      for (const key of keys) await operate(() => store.remove([key]), true)
    },
  }
}
