/** Stores that keep the keys of objects and count what is in them, and fail as told. */
import { zstdDecompressSync } from 'node:zlib'
import { readLandingKey } from '../../lambdas/core/archive/index.ts'
import type { ObjectStore } from '../../lambdas/core/ports.ts'
import { createMemoryStore } from '../../lambdas/core/store/index.ts'
import { numberOf } from './producer.ts'

export interface ArchivedEvents {
  events: number
  checksum: number
}

/** What is really in the archive, by log group, counted object by object when one is made. */
export interface CountingStore extends ObjectStore {
  readonly byGroup: ReadonlyMap<string, ArchivedEvents>
  readonly objects: number
}

interface Line {
  readonly event_id: string
  readonly event_ids?: readonly string[]
  readonly resource: { readonly 'aws.log.group.name': string }
}

/** @param fault throws when it is time to: before the write, and after it. */
export function countingStore(fault: () => void): CountingStore {
  const keys = new Set<string>()
  const byGroup = new Map<string, ArchivedEvents>()
  const count = (line: string): void => {
    const { event_id, event_ids = [event_id], resource } = JSON.parse(line) as Line
    const group = byGroup.get(resource['aws.log.group.name']) ?? { events: 0, checksum: 0 }
    byGroup.set(resource['aws.log.group.name'], group)
    group.events += event_ids.length
    for (const id of event_ids) group.checksum = (group.checksum + numberOf(id)) >>> 0
  }
  return {
    ...createMemoryStore(),
    byGroup,
    get objects() {
      return keys.size
    },
    async putIfAbsent(key, bytes) {
      fault()
      const created = !keys.has(key)
      if (created) {
        keys.add(key)
        if (readLandingKey(key)?.holds === 'records')
          for (const line of zstdDecompressSync(bytes).toString().split('\n')) if (line) count(line)
      }
      fault()
      return created ? 'created' : 'exists'
    },
  }
}
