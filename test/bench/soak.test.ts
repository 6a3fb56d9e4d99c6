import { describe, expect, it } from 'vitest'
import { balances } from '../../bench/soak/account.ts'
import { soak } from '../../bench/soak/soak.ts'
import type { ObjectStore } from '../../lambdas/core/ports.ts'

const options = { seed: 7, events: 40_000 }

describe('a soak', () => {
  it('ends with equal sums, whatever was refused, killed, delivered twice or out of order', async () => {
    const { rows, events, faults, broken, inQuarantine } = await soak(options)
    expect(events).toBeGreaterThanOrEqual(options.events)
    expect(rows.filter((row) => !balances(row))).toEqual([])
    expect(rows.reduce((sum, { sent }) => sum + sent, 0)).toBe(events)
    for (const count of [faults.refusals, faults.kills, faults.redriven, inQuarantine])
      expect(count).toBeGreaterThan(0)
    expect(inQuarantine).toBe(broken)
    expect(rows.some(({ duplicates }) => duplicates > 0)).toBe(true)
  })

  it.each<[string, (archive: ObjectStore) => ObjectStore]>([
    [
      'loses an object in a hundred',
      (archive) => {
        let puts = 0
        return {
          ...archive,
          putIfAbsent: async (...object) => (++puts % 100 === 0 ? 'created' : archive.putIfAbsent(...object)),
        }
      },
    ],
    [
      'keeps what is delivered twice under another key',
      (archive) => {
        let puts = 0
        return { ...archive, putIfAbsent: (key, bytes) => archive.putIfAbsent(`${key}.${++puts}`, bytes) }
      },
    ],
  ])('notices an archive that %s', async (_, worsen) => {
    const { rows } = await soak({ ...options, worsen })
    expect(rows.some((row) => !balances(row))).toBe(true)
  })
})
