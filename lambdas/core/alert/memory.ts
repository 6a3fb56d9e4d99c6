import { needsSweep } from './incident.ts'
import type { IncidentStore, Stored } from './store.ts'

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
