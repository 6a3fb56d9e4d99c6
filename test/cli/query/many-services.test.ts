import { join } from 'node:path'
import { expect, test } from 'vitest'
import { archive } from '../../../lambdas/core/archive/index.ts'
import { decodeParquet } from '../../../lambdas/core/compact/index.ts'
import { readVisible } from '../../../lambdas/core/ledger/index.ts'
import { createFolderStore } from '../../../lambdas/core/store/index.ts'
import { archivedRecord } from '../../support/archive/records.ts'
import { nine, origin } from '../../support/events.ts'
import { command, temporaryFolder } from '../world.ts'

const { resource } = archivedRecord(0)
// Of shorter numbers, some make the same event id.
const records = Array.from({ length: 60 }, (_, i) =>
  archivedRecord(71_000 + i, { resource: { ...resource, 'service.name': `named-${i}` } }),
)
const dropped = archivedRecord(71_061)

async function anArchive() {
  const folder = temporaryFolder()
  const store = createFolderStore(join(folder, 'sluice-out/archive'))
  const noise = new Map([[records[59]!, 'noise']])
  const none = new Map()
  await archive({ records, dropped: noise, failed: none }, { id: 'b1', origin }, store)
  const lone = { records: [dropped], dropped: new Map([[dropped, 'noise']]), failed: none }
  await archive(lone, { id: 'b2', origin }, store)
  const ask = async (sql: string) => {
    const { out, err } = await command(['query', '--json', sql], { folder, now: nine })
    expect(err).toBe('')
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  }
  return { folder, store, ask }
}

const counted = `SELECT count(*) AS records, count(DISTINCT service) AS places, count_if(service = 'shop') AS rest,
  count(DISTINCT json_extract_string(resource, '$."service.name"')) AS named FROM logs`

test('a query finds what a batch of too many services says, in landing and in the archive, and no account', async () => {
  const { folder, ask, store } = await anArchive()
  const found = [{ records: 59, places: 33, rest: 27, named: 59 }]
  expect(await ask(counted)).toEqual(found)
  await command(['compact'], { folder, now: nine })
  expect(await ask(counted)).toEqual(found)
  for (const key of (await readVisible(store)).archive) {
    const rows = await decodeParquet((await store.get(key))!)
    expect(rows.every(({ service }) => key.includes(`/service=${service}/`))).toBe(true)
  }
})
