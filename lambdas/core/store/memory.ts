import type { ObjectStore } from '../ports.ts'

/** An object store in memory, for tests and benchmarks; `objects` is what it holds. */
export function createMemoryStore(): ObjectStore & { readonly objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>()
  return {
    objects,
    async putIfAbsent(key, bytes) {
      if (objects.has(key)) return 'exists'
      objects.set(key, bytes)
      return 'created'
    },
  }
}
