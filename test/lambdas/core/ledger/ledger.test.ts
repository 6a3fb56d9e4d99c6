import { describe, expect, it } from 'vitest'
import {
  append,
  type Change,
  decodeEntry,
  type Head,
  ledgerKey,
  readHead,
  readPartition,
  sha256,
} from '../../../../lambdas/core/ledger/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { Crash, createFaultyStore } from '../../../support/archive/faulty-store.ts'

const partition = { service: 'shop', dt: '2026-11-22', hour: '09' }
const change = (batch: string): Change => ({
  partition,
  landing: [{ batch, sha256: '0', bytes: 1, records: 1, events: 1 }],
  added: [],
  removed: [],
  events: { in: 1, archived: 0, repeated: 1, erased: 0 },
  accounts: {},
})
const clock = () => Date.UTC(2026, 10, 22, 12)

describe('the ledger', () => {
  it('is a chain: each entry holds the hash of the one before', async () => {
    const store = createMemoryStore()
    let head: Head | undefined
    for (const batch of ['a', 'b', 'c']) head = await append(store, head, change(batch), clock)
    const bytes = [1, 2, 3].map((sequence) => store.objects.get(ledgerKey(sequence))!)
    const entries = bytes.map(decodeEntry)
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(entries.map(({ previous }) => previous)).toEqual([null, sha256(bytes[0]!), sha256(bytes[1]!)])
  })

  it('finds its end, however long it is', async () => {
    for (const length of [0, 1, 2, 3, 4, 7, 8, 9, 33]) {
      const store = createMemoryStore()
      let head: Head | undefined
      for (let i = 0; i < length; i++) head = await append(store, head, change(`b${i}`), clock)
      expect(await readHead(store)).toEqual(head)
    }
  })

  it('lets one of several writers win, and the others know', async () => {
    const store = createMemoryStore()
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((batch) => append(store, undefined, change(batch), clock)),
    )
    expect(outcomes.filter(Boolean)).toHaveLength(1)
  })

  it('shows an entry to queries even if its writer died before it could', async () => {
    const store = createMemoryStore()
    const faulty = createFaultyStore(store, { at: 0, when: 'after' })
    await expect(append(faulty, undefined, change('a'), clock)).rejects.toThrow(Crash)
    expect((await readPartition(store, partition)).consumed.size).toBe(0)
    await readHead(store)
    expect([...(await readPartition(store, partition)).consumed.keys()]).toEqual(['a'])
  })
})
