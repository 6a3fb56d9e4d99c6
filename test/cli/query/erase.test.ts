import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolderStore } from '../../../lambdas/core/store/index.ts'
import { land } from '../../support/archive/records.ts'
import { shopRecords } from '../../support/archive/shop-records.ts'
import { command, file, temporaryFolder } from '../world.ts'

async function anArchive() {
  const folder = temporaryFolder()
  await land(createFolderStore(join(folder, 'sluice-out/archive')), 'b1', shopRecords)
  const sluice = (...args: string[]) => command(args, { folder })
  return {
    sluice,
    folder,
    counted: async () => (await sluice('query', 'SELECT count(*) AS n FROM logs', '--json')).out,
  }
}

test('counts first, and erases when it is told to', async () => {
  const { sluice, counted } = await anArchive()
  const wanted = ['erase', '--pseudonym', '[HMAC:k1:abc]']
  expect((await sluice(...wanted)).out).toBe(
    'Would erase 1 record (1 event) in 1 object. Nothing was changed; --yes does it.\n',
  )
  expect(await counted()).toBe('{"n":8}\n')
  expect((await sluice(...wanted, '--yes')).out).toBe('Erased 1 record (1 event) in 1 object.\n')
  expect(await counted()).toBe('{"n":7}\n')
  expect((await sluice('verify')).out).toContain('1 erased')
})

test('refuses what S3 keeps locked, with the reason and until when', async () => {
  const { sluice, folder, counted } = await anArchive()
  await sluice('compact')
  const wanted = ['erase', '--pseudonym', '[HMAC:k1:abc]', '--yes']
  const config = (days: number) =>
    file(
      folder,
      'pipeline.config.json',
      JSON.stringify({
        name: 'shop',
        sources: [{ logGroups: ['/ecs/shop'] }],
        archive: { objectLock: { mode: 'COMPLIANCE', days } },
      }),
    )
  config(30)
  const { exit, err } = await sluice(...wanted)
  expect(exit).toBe(1)
  expect(err).toContain('[object_locked] S3 keeps some of it until 2026-03-31 12:00:00 UTC')
  expect((await sluice(...wanted.slice(0, -1))).out).toContain('--yes would not, either')
  expect(await counted()).toBe('{"n":8}\n')
  const later = await command(wanted, { folder, now: Date.UTC(2026, 2, 31, 12) })
  expect(later).toMatchObject({ exit: 0, out: 'Erased 1 record (1 event) in 1 object.\n' })
})

test.each([
  [[], 'missing_value'],
  [['--pseudonym', 'a-person', '--match', 'a-person'], 'missing_value'],
  [['--match', 'a'], 'wrong_value'],
  [['--match', 'a-person', '--out', 'nowhere'], 'no_archive'],
])('refuses %j with the code %s', async (args, code) => {
  const { sluice } = await anArchive()
  const { exit, err } = await sluice('erase', ...args)
  expect({ exit, known: err.includes(`[${code}]`) }).toEqual({ exit: 2, known: true })
})
