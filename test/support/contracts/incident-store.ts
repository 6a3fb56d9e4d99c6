import { describe, expect, test } from 'vitest'
import { type IncidentStore, incidentKey } from '../../../lambdas/core/alert/index.ts'
import { aNotification, anIncident, aState } from '../alerts/incidents.ts'

const keyOf = (name: string): string => incidentKey('error-burst', { 'service.name': name })

/** What every place for incidents promises. */
export function incidentStoreContract(name: string, create: () => Promise<IncidentStore>): void {
  describe(`the incident store ${name}`, () => {
    test('knows nothing of what was never put', async () => {
      const store = await create()
      expect(await store.get(keyOf('shop'))).toBeUndefined()
      expect(await store.open()).toEqual([])
    })

    test('gives back a state with its pending notifications, whole', async () => {
      const store = await create()
      const state = aState({ outbox: [{ notification: aNotification(), decided_at: 5 }], revisit: 7 })
      const version = await store.put(keyOf('shop'), state, undefined)
      expect(await store.get(keyOf('shop'))).toEqual({ state, version })
    })

    test('moves a state only from the version that the writer has read', async () => {
      const store = await create()
      const first = await store.put(keyOf('shop'), aState(), undefined)
      const second = await store.put(keyOf('shop'), aState({ settled: 2 }), first)
      expect(second).not.toBe(first)
      expect(await store.put(keyOf('shop'), aState({ settled: 3 }), first)).toBeUndefined()
      expect((await store.get(keyOf('shop')))?.state.settled).toBe(2)
    })

    test('lets one of sixteen first writers win, and one of sixteen second ones', async () => {
      const store = await create()
      const race = async (expected: number | undefined) => {
        const writers = Array.from({ length: 16 }, (_, i) => aState({ settled: i }))
        const versions = await Promise.all(writers.map((state) => store.put(keyOf('shop'), state, expected)))
        const winner = versions.findIndex((version) => version !== undefined)
        expect(versions.filter((version) => version !== undefined)).toHaveLength(1)
        expect((await store.get(keyOf('shop')))?.state.settled).toBe(winner)
        return versions[winner]
      }
      await race(await race(undefined))
    })

    test('lists what fires, what is to be published, and what is to be looked at again; nothing else', async () => {
      const store = await create()
      const resolved = [anIncident({ state: 'resolved' })]
      await store.put(keyOf('fires'), aState({ settled: 1 }), undefined)
      await store.put(keyOf('over'), aState({ settled: 2, incidents: resolved }), undefined)
      const outbox = [{ notification: aNotification(), decided_at: 5 }]
      await store.put(keyOf('pending'), aState({ settled: 3, incidents: resolved, outbox }), undefined)
      await store.put(keyOf('unsure'), aState({ settled: 4, incidents: resolved, revisit: 9 }), undefined)
      const open = await store.open()
      expect(open.map(({ state }) => state.settled).sort()).toEqual([1, 3, 4])
      expect(await store.get(keyOf('fires'))).toEqual(open.find(({ state }) => state.settled === 1))
    })

    test('lists what is watched for silence', async () => {
      const store = await create()
      const watch = { series: 'rule.group', last: 5, seen: false, quiet: 7 }
      const state = aState({ incidents: [], watch })
      const version = await store.put(keyOf('shop'), state, undefined)
      expect(await store.open()).toEqual([{ state, version }])
    })

    test('no longer lists what is over', async () => {
      const store = await create()
      const version = await store.put(keyOf('shop'), aState(), undefined)
      await store.put(keyOf('shop'), aState({ incidents: [anIncident({ state: 'resolved' })] }), version)
      expect(await store.open()).toEqual([])
    })
  })
}
