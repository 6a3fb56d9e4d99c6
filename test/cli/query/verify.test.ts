import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolderStore } from '../../../lambdas/core/store/index.ts'
import { land } from '../../support/archive/records.ts'
import { shopRecords } from '../../support/archive/shop-records.ts'
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

test.each([
  [['x'], 'unexpected_argument'],
  [['--accounts', 'none.log'], 'unreadable_file'],
  [['--accounts', 'none.log', '--from', '1d'], 'wrong_value'],
  [['--expire-after-days', 'x'], 'wrong_value'],
  [['--out', 'x', '--bucket', 'y'], 'wrong_value'],
  [['--out', 'nowhere'], 'no_archive'],
])('refuses %j with the code %s', async (args, code) => {
  const { verify } = await anArchive()
  const { exit, err } = await verify(...args)
  expect({ exit, known: err.includes(`[${code}]`) }).toEqual({ exit: 2, known: true })
})
