import { needsSweep } from './incident.ts'
import type { IncidentStore, SightingStore, Stored } from './store.ts'

/** Incidents in memory: for tests, and for a run that keeps nothing. */
export function createMemoryIncidentStore(): IncidentStore {
  const states = new Map<string, Stored>()
  return {
    async get(key) {
      return states.get(key)
    },
    async put(key, state, expected) {
      if (states.get(key)?.version !== expected) return undefined
      const version = (expected ?? 0) + 1
      states.set(key, { state, version })
      return version
    },
    async open() {
      return [...states.values()].filter(({ state }) => needsSweep(state))
    },
  }
}

/** Sightings in memory. Forgets nothing. */
export function createMemorySightingStore(): SightingStore {
  const seen = new Map<string, number>()
  return {
    async lastSeen(key) {
      return seen.get(key)
    },
    async saw(key, time) {
      seen.set(key, Math.max(time, seen.get(key) ?? time))
    },
  }
}
