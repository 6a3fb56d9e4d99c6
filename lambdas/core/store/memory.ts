import type { Clock, ReadableStore } from '../ports.ts'
import { compareKeys } from './key-order.ts'

/**
 * An object store in memory, for tests and benchmarks; `objects` is what it holds. Without a clock, objects are as old as
 * their number: the first is of time 1.
 */
export function createMemoryStore(
  clock?: Clock,
): ReadableStore & { readonly objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>()
  const modified = new Map<string, number>()
  let writes = 0
  return {
    objects,
    async putIfAbsent(key, bytes) {
      if (objects.has(key)) return 'exists'
      objects.set(key, bytes)
      modified.set(key, clock ? clock() : ++writes)
      return 'created'
    },
    async get(key) {
      return objects.get(key)
    },
    async *list(prefix, after) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(compareKeys)
      for (const key of keys) {
        const bytes = objects.get(key)
        if (bytes === undefined || (after !== undefined && compareKeys(key, after) <= 0)) continue
        yield { key, bytes: bytes.length, modified: modified.get(key) ?? 0 }
      }
    },
    async remove(keys) {
      for (const key of keys) objects.delete(key)
    },
  }
}
