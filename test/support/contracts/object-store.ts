import { describe, expect, it } from 'vitest'
import type { ObjectStore } from '../../../lambdas/core/ports.ts'

/** A store under test, and a way to look into it that does not go through the port. */
export interface StoreUnderTest {
  readonly store: ObjectStore
  readonly read: (key: string) => Promise<Uint8Array | undefined>
}

const bytes = (text: string) => new TextEncoder().encode(text)
const key = 'landing/service=shop/dt=2026-11-22/hour=09/abc.ndjson.zst'

/** What every object store promises. */
export function objectStoreContract(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(`the object store ${name}`, () => {
    it('stores an object byte for byte', async () => {
      const { store, read } = await create()
      const content = Uint8Array.from({ length: 256 }, (_, i) => i)
      expect(await store.putIfAbsent(key, content)).toBe('created')
      expect(Buffer.from((await read(key))!)).toEqual(Buffer.from(content))
    })

    it('keeps the first object of a key and says that the second exists', async () => {
      const { store, read } = await create()
      await store.putIfAbsent(key, bytes('first'))
      expect(await store.putIfAbsent(key, bytes('second'))).toBe('exists')
      expect(Buffer.from((await read(key))!).toString()).toBe('first')
    })

    it('lets one of many writers win', async () => {
      const { store, read } = await create()
      const outcomes = await Promise.all(
        Array.from({ length: 16 }, (_, i) => store.putIfAbsent(key, bytes(`writer ${i}`))),
      )
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
      expect(Buffer.from((await read(key))!).toString()).toBe(`writer ${outcomes.indexOf('created')}`)
    })

    it('takes an empty object', async () => {
      const { store, read } = await create()
      expect(await store.putIfAbsent(key, bytes(''))).toBe('created')
      expect((await read(key))?.length).toBe(0)
    })
  })
}
