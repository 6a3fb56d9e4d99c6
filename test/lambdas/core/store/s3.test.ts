import type { PutObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { createMemoryStore, createS3Store } from '../../../../lambdas/core/store/index.ts'
import { objectStoreContract } from '../../../support/contracts/object-store.ts'

const failure = (status: number, name: string) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } })

/** What S3 documents of conditional writes; `conflicts` is how often it answers 409 before it decides. */
function fakeS3(conflicts = 0) {
  const objects = new Map<string, Uint8Array>()
  const commands: PutObjectCommand['input'][] = []
  const send = async ({ input }: PutObjectCommand) => {
    commands.push(input)
    if (conflicts-- > 0) throw failure(409, 'ConditionalRequestConflict')
    if (input.IfNoneMatch === '*' && objects.has(input.Key!)) throw failure(412, 'PreconditionFailed')
    objects.set(input.Key!, input.Body as Uint8Array)
    return {}
  }
  return { client: { send } as never, objects, commands }
}

objectStoreContract('in S3', async () => {
  const { client, objects } = fakeS3()
  return { store: createS3Store(client, 'archive'), read: async (key) => objects.get(key) }
})

objectStoreContract('in memory', async () => {
  const store = createMemoryStore()
  return { store, read: async (key) => store.objects.get(key) }
})

describe('the object store in S3', () => {
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
