import { describe, expect, it } from 'vitest'
import { retentionOf } from '../../../../lambdas/core/archive/index.ts'
import { createMemoryStore, createS3Store } from '../../../../lambdas/core/store/index.ts'
import { objectStoreContract, readableStoreContract } from '../../../support/contracts/object-store.ts'
import { failure, fakeS3 } from '../../../support/fake-s3.ts'

objectStoreContract('in S3', async () => {
  const { client, objects } = fakeS3()
  return { store: createS3Store(client, 'archive'), read: async (key) => objects.get(key) }
})

objectStoreContract('in memory', async () => {
  const store = createMemoryStore()
  return { store, read: async (key) => store.objects.get(key) }
})

readableStoreContract('in S3', async () => createS3Store(fakeS3().client, 'archive'))
readableStoreContract('in memory', async () => createMemoryStore())

describe('the object store in S3', () => {
  it('reads every page of a listing', async () => {
    const store = createS3Store(fakeS3().client, 'archive')
    const keys = Array.from({ length: 7 }, (_, i) => `a/${i}`)
    for (const key of keys) await store.putIfAbsent(key, new Uint8Array())
    const listed: string[] = []
    for await (const { key, modified } of store.list('a/')) {
      listed.push(key)
      expect(modified).toBe(Date.UTC(2026, 10, 22))
    }
    expect(listed).toEqual(keys)
  })

  it('throws when S3 refuses to remove one of the keys', async () => {
    const client = { send: async () => ({ Errors: [{ Key: 'a', Code: 'AccessDenied' }] }) } as never
    await expect(createS3Store(client, 'archive').remove(['a'])).rejects.toThrow(
      '[store] cannot remove from bucket archive: AccessDenied',
    )
  })

  it('locks each object for as long as its key says, and no other', async () => {
    const { client, commands } = fakeS3()
    const lock = { mode: 'GOVERNANCE', days: 30 } as const
    const now = Date.UTC(2026, 10, 22)
    const store = createS3Store(client, 'archive', { retentionOf: retentionOf(lock, () => now) })
    const keys = ['archive/a', 'ledger/b', 'manifest/c', 'landing/d', 'athena-results/e']
    for (const key of keys) await store.putIfAbsent(key, new Uint8Array())
    const until = new Date(Date.UTC(2026, 11, 22))
    expect(commands.map((put) => [put.ObjectLockMode, put.ObjectLockRetainUntilDate])).toEqual([
      ['GOVERNANCE', until],
      ['GOVERNANCE', until],
      ['GOVERNANCE', until],
      [undefined, undefined],
      [undefined, undefined],
    ])
  })

  it('asks S3 itself to refuse a second object', async () => {
    const { client, commands } = fakeS3()
    await createS3Store(client, 'archive').putIfAbsent('k', new Uint8Array([1]), 'application/zstd')
    expect(commands).toMatchObject([
      { Bucket: 'archive', Key: 'k', ContentType: 'application/zstd', IfNoneMatch: '*' },
    ])
  })

  it('tries again while another writer is at the key', async () => {
    const { client, commands } = fakeS3(3)
    expect(await createS3Store(client, 'archive').putIfAbsent('k', new Uint8Array())).toBe('created')
    expect(commands).toHaveLength(4)
  })

  it('throws when the conflict does not end, or S3 refuses', async () => {
    await expect(
      createS3Store(fakeS3(99).client, 'archive').putIfAbsent('k', new Uint8Array()),
    ).rejects.toThrow('ConditionalRequestConflict')
    const denied = { send: () => Promise.reject(failure(403, 'AccessDenied')) } as never
    await expect(createS3Store(denied, 'archive').putIfAbsent('k', new Uint8Array())).rejects.toMatchObject({
      message: '[store] cannot write into bucket archive: AccessDenied',
      cause: { name: 'AccessDenied' },
    })
  })
})
