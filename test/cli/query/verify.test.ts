import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolderStore } from '../../../lambdas/core/store/index.ts'
import { land } from '../../support/archive/records.ts'
import { shopRecords } from '../../support/archive/shop-records.ts'
import { aKey } from '../../support/signing.ts'
import { command, file, temporaryFolder } from '../world.ts'

async function anArchive() {
  const folder = temporaryFolder()
  await land(createFolderStore(join(folder, 'sluice-out/archive')), 'b1', shopRecords)
  await command(['compact'], { folder })
  return { folder, verify: (...args: string[]) => command(['verify', ...args], { folder }) }
}

test('says what it has proved, and keeps the hash to compare later', async () => {
  const { verify } = await anArchive()
  const { exit, out } = await verify()
  expect(exit).toBe(0)
  expect(out).toMatch(/^2 entries in the ledger; the last one is [0-9a-f]{64}\n2 objects .*; 0 events not/)
  expect(out).toContain(
    '  /ecs/shop/web\n    8 received = 8 archived + 0 dropped + 0 quarantined + 0 twice\n',
  )
  expect(out).toContain('Nothing was changed, removed or put in.')
})

test('ends with 1 and names the object that was changed', async () => {
  const { folder, verify } = await anArchive()
  const [object] = globSync('sluice-out/archive/archive/**/*.parquet', { cwd: folder })
  writeFileSync(join(folder, object!), 'something else')
  const { exit, out } = await verify()
  expect(exit).toBe(1)
  expect(out).toContain(`[object_changed] ${object!.slice('sluice-out/archive/'.length)}`)
  expect(JSON.parse((await verify('--json')).out).problems).toHaveLength(1)
})

test('compares with what ingest printed', async () => {
  const { folder, verify } = await anArchive()
  const printed = { log_group: '/ecs/shop/web', EventsReceived: 9, EventsArchived: 9 }
  file(folder, 'ingest.log', `START RequestId\n2026-11-22T09:00:00 ${JSON.stringify(printed)}\n`)
  const { exit, out } = await verify('--accounts', 'ingest.log')
  expect(exit).toBe(1)
  expect(out).toContain('[events_missing] /ecs/shop/web')
})

test('checks the signatures of what was compacted and erased with a key', async () => {
  const folder = temporaryFolder()
  const key = aKey()
  file(folder, 'private.pem', key.privatePem)
  file(folder, 'public.pem', key.publicPem)
  file(folder, 'other.pem', aKey().publicPem)
  await land(createFolderStore(join(folder, 'sluice-out/archive')), 'b1', shopRecords)
  await command(['compact', '--sign-with', 'private.pem'], { folder })
  const erase = (...more: string[]) =>
    command(['erase', '--match', 'stock is gone', '--yes', ...more], { folder })
  const refused = await erase()
  expect({ exit: refused.exit, needed: refused.err.includes('[signature_needed]') }).toEqual({
    exit: 2,
    needed: true,
  })
  expect((await erase('--sign-with', 'private.pem')).exit).toBe(0)
  const verified = await command(['verify', '--signed-by', 'public.pem'], { folder })
  expect(verified).toMatchObject({ exit: 0, out: expect.stringContaining('3 of 3 entries signed; checked') })
  expect((await command(['verify'], { folder })).out).toContain('not checked: --signed-by names the key')
  const wrong = await command(['verify', '--signed-by', 'other.pem'], { folder })
  expect(wrong).toMatchObject({
    exit: 1,
    out: expect.stringContaining('[signature_wrong] ledger/0000000001.json'),
  })
})

test.each([
  [['--signed-by', 'none.pem'], 'unreadable_key'],
  [['--signed-by', 'no-key.pem'], 'wrong_key'],
  [['x'], 'unexpected_argument'],
  [['--accounts', 'none.log'], 'unreadable_file'],
  [['--accounts', 'none.log', '--from', '1d'], 'wrong_value'],
  [['--expire-after-days', 'x'], 'wrong_value'],
  [['--out', 'x', '--bucket', 'y'], 'wrong_value'],
  [['--out', 'nowhere'], 'no_archive'],
])('refuses %j with the code %s', async (args, code) => {
  const { folder, verify } = await anArchive()
  file(folder, 'no-key.pem', 'no key')
  const { exit, err } = await verify(...args)
  expect({ exit, known: err.includes(`[${code}]`) }).toEqual({ exit: 2, known: true })
})
