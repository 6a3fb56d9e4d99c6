import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFolderStore } from '../../../../lambdas/core/store/index.ts'
import { objectStoreContract, readableStoreContract } from '../../../support/contracts/object-store.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-store-'))
  folders.push(folder)
  return folder
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

objectStoreContract('in a folder', async () => {
  const folder = newFolder()
  return { store: createFolderStore(folder), read: (key) => readFile(join(folder, key)) }
})

readableStoreContract('in a folder', async () => createFolderStore(newFolder()))

describe('the object store in a folder', () => {
  it('leaves nothing but the objects behind', async () => {
    const folder = newFolder()
    const store = createFolderStore(folder)
    await Promise.all([1, 2, 3].map(() => store.putIfAbsent('a/b', new Uint8Array([1]))))
    expect(readdirSync(join(folder, 'a'))).toEqual(['b'])
  })

  it.each(['../out', 'a/../../out', '/../out'])(
    'refuses the key %s, which would leave the folder',
    async (key) => {
      await expect(createFolderStore(newFolder()).putIfAbsent(key, new Uint8Array())).rejects.toThrow(
        RangeError,
      )
    },
  )

  it('does not list what is half written', async () => {
    const folder = newFolder()
    await createFolderStore(folder).putIfAbsent('a/b', new Uint8Array())
    mkdirSync(join(folder, 'a/.part-x'))
    writeFileSync(join(folder, 'a/.part-x/object'), 'half')
    const keys: string[] = []
    for await (const { key } of createFolderStore(folder).list('')) keys.push(key)
    expect(keys).toEqual(['a/b'])
  })

  it('reads, lists and removes nothing outside the folder', async () => {
    const store = createFolderStore(newFolder())
    await expect(store.get('../x')).rejects.toThrow(RangeError)
    await expect(store.remove(['../x'])).rejects.toThrow(RangeError)
    await expect(store.list('../')[Symbol.asyncIterator]().next()).rejects.toThrow(RangeError)
  })

  it('throws with its cause when it cannot write', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'a'), 'a file where a folder should be')
    await expect(createFolderStore(folder).putIfAbsent('a/b', new Uint8Array())).rejects.toThrow(
      /cannot write into/,
    )
  })
})
