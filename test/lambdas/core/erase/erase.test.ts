import { describe, expect, it } from 'vitest'
import { compact, decodeParquet, defaultLimits } from '../../../../lambdas/core/compact/index.ts'
import { erase, findErasable, mentions } from '../../../../lambdas/core/erase/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { verify } from '../../../../lambdas/core/verify/index.ts'
import { Crash, createFaultyStore } from '../../../support/archive/faulty-store.ts'
import { visibleEvents } from '../../../support/archive/read-all.ts'
import { archivedRecord, land } from '../../../support/archive/records.ts'
import { eventId, nine } from '../../../support/events.ts'

const hour = 3_600_000
const person = '[HMAC:k1:abc"def]'
const all = { wanted: () => true, matches: mentions(person) }
const byBody = (i: number) => archivedRecord(i, { body: `login of ${person}` })
const byAttribute = (i: number) => archivedRecord(i, { attributes: { user: { name: person } } })

/** Two hours compacted, and one object still in landing; 1, 4, 3700 and 7 are of the person. */
async function anArchive() {
  let now = nine + 4 * hour
  const clock = () => now++
  const store = createMemoryStore(clock)
  await land(store, 'b1', [byBody(1), archivedRecord(2), archivedRecord(3)])
  await land(store, 'b2', [byAttribute(4), byBody(3_700)])
  await compact({ store, clock, limits: defaultLimits, settle: 0, grace: hour })
  await land(store, 'b3', [byBody(7), archivedRecord(8)])
  return { store, clock }
}
const rest = [2, 3, 8].map(eventId).sort()

describe('erase', () => {
  it('counts first, and changes nothing by it', async () => {
    const { store, clock } = await anArchive()
    const before = new Map(store.objects)
    const { stored, ...counts } = await findErasable({ store, clock, ...all })
    expect(counts).toEqual({ objects: 3, records: 4, events: 4 })
    expect(stored).toBeGreaterThan(nine + 4 * hour)
    expect(store.objects).toEqual(before)
  })

  it('removes every record that mentions a text, and no other, and the chain still holds', async () => {
    const { store, clock } = await anArchive()
    expect(await erase({ store, clock, ...all })).toMatchObject({ records: 4, events: 4 })
    expect(await visibleEvents(store)).toEqual(rest)
    const { problems, accounts } = await verify({ store, wanted: () => true, expired: () => false })
    const erased = Object.values(accounts).reduce((sum, account) => sum + account.erased, 0)
    expect({ problems, erased }).toEqual({ problems: [], erased: 4 })
    expect(await erase({ store, clock, ...all })).toEqual({ objects: 0, records: 0, events: 0 })
  })

  it('leaves nothing of it in any object', async () => {
    const { store, clock } = await anArchive()
    await erase({ store, clock, ...all })
    for (const [key, bytes] of store.objects) {
      const rows = key.endsWith('.parquet') ? await decodeParquet(bytes) : []
      expect(rows.filter(mentions(person))).toEqual([])
      if (rows.length === 0) expect(Buffer.from(bytes).includes('HMAC')).toBe(false)
    }
    expect([...store.objects.keys()].filter((key) => key.startsWith('landing/'))).toEqual([])
  })

  it('stays erased when the batch is delivered again', async () => {
    const { store, clock } = await anArchive()
    await erase({ store, clock, ...all })
    await land(store, 'b1', [byBody(1), archivedRecord(2), archivedRecord(3)])
    expect(await visibleEvents(store)).toEqual(rest)
  })

  it('touches only the hours asked for', async () => {
    const { store, clock } = await anArchive()
    await erase({ store, clock, ...all, wanted: ({ hour: name }) => name === '10' })
    expect(await visibleEvents(store)).toEqual([1, 2, 3, 4, 7, 8].map(eventId).sort())
  })

  it('loses no other record with a crash before or after each operation, one after the other, and can be run again', async () => {
    const { store: counted, clock: tick } = await anArchive()
    const whole = createFaultyStore(counted, undefined)
    await erase({ store: whole, clock: tick, ...all })
    expect(whole.operations()).toBeGreaterThan(30)
    for (let at = 0; at < whole.operations(); at++)
      for (const when of ['before', 'after'] as const) {
        const { store, clock } = await anArchive()
        const faulty = createFaultyStore(store, { at, when })
        await expect(erase({ store: faulty, clock, ...all })).rejects.toThrow(Crash)
        const seen = await visibleEvents(store)
        for (const event of rest) expect(seen.filter((each) => each === event)).toHaveLength(1)
        await erase({ store, clock, ...all })
        expect(await visibleEvents(store)).toEqual(rest)
        const { problems } = await verify({ store, wanted: () => true, expired: () => false })
        expect(problems.filter(({ code }) => code !== 'object_unknown')).toEqual([])
      }
  })
})
