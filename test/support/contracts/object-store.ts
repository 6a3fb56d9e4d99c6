import { describe, expect, it } from 'vitest'
import type { ObjectStore, ReadableStore } from '../../../lambdas/core/ports.ts'

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

async function keysOf(store: ReadableStore, prefix: string, after?: string): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of store.list(prefix, after)) keys.push(key)
  return keys
}

/** What a store promises that can also be read and cleaned up. */
export function readableStoreContract(name: string, create: () => Promise<ReadableStore>): void {
  describe(`the readable store ${name}`, () => {
    it('gives back what was stored, and nothing for a key that is not there', async () => {
      const store = await create()
      await store.putIfAbsent(key, bytes('content'))
      expect(Buffer.from((await store.get(key))!).toString()).toBe('content')
      expect(await store.get(`${key}.not`)).toBeUndefined()
      expect(await store.get('landing/service=shop/other')).toBeUndefined()
    })

    it('lists the keys of a prefix in the order of their bytes, with their sizes', async () => {
      const store = await create()
      for (const each of ['a/2', 'a/10', 'a/b/c', 'a/é', 'ab', 'b/1', 'a.x'])
        await store.putIfAbsent(each, bytes(each))
      expect(await keysOf(store, 'a/')).toEqual(['a/10', 'a/2', 'a/b/c', 'a/é'])
      expect(await keysOf(store, 'a')).toEqual(['a.x', 'a/10', 'a/2', 'a/b/c', 'a/é', 'ab'])
      expect(await keysOf(store, 'nowhere/')).toEqual([])
      for await (const { bytes: size } of store.list('ab')) expect(size).toBe(2)
    })

    it('lists from after a key on, whether that key exists or not', async () => {
      const store = await create()
      for (const each of ['a/1', 'a/2', 'a/3']) await store.putIfAbsent(each, bytes(''))
      expect(await keysOf(store, 'a/', 'a/1')).toEqual(['a/2', 'a/3'])
      expect(await keysOf(store, 'a/', 'a/15')).toEqual(['a/2', 'a/3'])
      expect(await keysOf(store, 'a/', 'a/3')).toEqual([])
    })

    it('removes what it is told to and nothing else, twice if need be', async () => {
      const store = await create()
      for (const each of ['a/1', 'a/2', 'a/3']) await store.putIfAbsent(each, bytes(each))
      await store.remove(['a/1', 'a/3', 'a/never'])
      await store.remove(['a/1'])
      await store.remove([])
      expect(await keysOf(store, 'a/')).toEqual(['a/2'])
      expect(await store.putIfAbsent('a/1', bytes('again'))).toBe('created')
    })

    it('can be cleaned up while it is listed', async () => {
      const store = await create()
      for (const each of ['a/1', 'a/2', 'a/3']) await store.putIfAbsent(each, bytes(each))
      const seen: string[] = []
      for await (const object of store.list('a/')) {
        seen.push(object.key)
        await store.remove([object.key])
      }
      expect(seen).toEqual(['a/1', 'a/2', 'a/3'])
      expect(await keysOf(store, '')).toEqual([])
    })
  })
}
