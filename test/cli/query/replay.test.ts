import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { encodeRecord } from '../../../lambdas/core/archive/index.ts'
import { createFolderStore } from '../../../lambdas/core/store/index.ts'
import { land } from '../../support/archive/records.ts'
import { shopRecords } from '../../support/archive/shop-records.ts'
import { createReceiver } from '../../support/http-receiver.ts'
import { type Circumstances, command, temporaryFolder } from '../world.ts'

/** Half of it compacted. */
async function anArchive() {
  const folder = temporaryFolder()
  const store = createFolderStore(join(folder, 'sluice-out/archive'))
  await land(store, 'b1', shopRecords.slice(0, 4))
  await command(['compact'], { folder })
  await land(store, 'b2', shopRecords.slice(4))
  const replay = (args: readonly string[], more: Partial<Circumstances> = {}) =>
    command(['replay', ...args], { folder, ...more })
  return { folder, replay }
}

const sorted = (text: string): string[] => text.split('\n').filter(Boolean).sort()
const wanted = shopRecords.map(encodeRecord).sort()

test('writes each record once to standard output, and nothing else there', async () => {
  const { folder, replay } = await anArchive()
  const { exit, out, err } = await replay([])
  expect(exit).toBe(0)
  expect(sorted(out)).toEqual(wanted)
  expect(err).toBe('8 records (8 events) of 2 hours sent.\n')
  expect(existsSync(join(folder, 'sluice-out/alerts.jsonl'))).toBe(false)
})

test('gives one service and one stretch of time', async () => {
  const { replay } = await anArchive()
  const cart = sorted((await replay(['--service', 'cart'])).out)
  expect(cart).toEqual(wanted.filter((line) => line.includes('"service.name":"cart"')))
  expect((await replay(['--to', '2020-01-01'])).out).toBe('')
})

test('makes a file that is whole or not there, and replaces none', async () => {
  const { folder, replay } = await anArchive()
  expect((await replay(['--to-destination', 'all.ndjson'])).exit).toBe(0)
  expect(sorted(readFileSync(join(folder, 'all.ndjson'), 'utf8'))).toEqual(wanted)
  expect(await replay(['--to-destination', 'all.ndjson'])).toMatchObject({
    exit: 2,
    err: expect.stringContaining('[file_exists]'),
  })
  const none = await replay(['--to-destination', 'no/such/folder.ndjson'])
  expect(none).toMatchObject({ exit: 1, err: expect.stringContaining('[file_not_writable]') })
  expect(globSync('**/*.part-*', { cwd: folder })).toEqual([])
})

test('posts to an address with a token that only the environment holds', async () => {
  const { replay } = await anArchive()
  const { url, requests, lines } = await createReceiver([503])
  const token = `Bearer ${'t'.repeat(20)}`
  const args = ['--to-destination', url.href, '--header', 'AUTH']
  const { exit, out, err } = await replay(args, {
    env: { AUTH: `Authorization: ${token}\nX-Source: sluice\n` },
  })
  expect({ exit, out }).toEqual({ exit: 0, out: '' })
  expect(lines().sort()).toEqual(wanted)
  expect(requests.at(-1)?.headers).toMatchObject({ authorization: token, 'x-source': 'sluice' })
  expect(err).not.toContain('ttt')
})

test('says what went wrong and how to go on, and no secret', async () => {
  const { replay } = await anArchive()
  const { url } = await createReceiver([403])
  const { exit, err } = await replay(['--to-destination', url.href])
  expect(exit).toBe(1)
  expect(err).toMatch(
    /^sluice: \[destination_refused\] http:\/\/127\.0\.0\.1:\d+ refused a batch: status 403; 0 records/,
  )
  expect(err).toContain('go on with --from 2026-11-22T09:00:00.000:')
  expect(err).not.toContain('secret')
  expect((await replay(['--from', '2026-11-22T09:00:00.000'])).exit).toBe(0)
})

test('stops when it is interrupted, and says how to go on', async () => {
  const { replay } = await anArchive()
  const { exit, err } = await replay([], { interrupted: (stop) => stop() })
  expect(exit).toBe(1)
  expect(err).toContain('[interrupted]')
})

const env = { AUTH: 'Authorization: x', BAD: 'no name', LENGTH: 'Content-Length: 3', LINE: 'X: \u0001hush' }
test.each([
  [['x'], 'unexpected_argument'],
  [['--out', 'nowhere'], 'no_archive'],
  [['--bucket', 'b', '--out', 'o'], 'wrong_value'],
  [['--to-destination', 'http://logs.example.com/'], 'wrong_value'],
  [['--to-destination', 's3://bucket/key'], 'wrong_value'],
  [['--to-destination', 'https://user:hush@logs.example.com/'], 'wrong_value'],
  [['--header', 'AUTH'], 'wrong_value'],
  [['--to-destination', 'https://127.0.0.1:9/', '--header', 'Authorization: hush'], 'wrong_header'],
  [['--to-destination', 'https://127.0.0.1:9/', '--header', 'UNSET'], 'wrong_header'],
  [['--to-destination', 'https://127.0.0.1:9/', '--header', 'BAD'], 'wrong_header'],
  [['--to-destination', 'https://127.0.0.1:9/', '--header', 'LENGTH'], 'wrong_header'],
  [['--to-destination', 'https://127.0.0.1:9/', '--header', 'LINE'], 'wrong_header'],
])('refuses %j with the code %s before it sends anything', async (args, code) => {
  const { replay } = await anArchive()
  const { exit, err } = await replay(args, { env })
  expect({ exit, known: err.includes(`[${code}]`) }).toEqual({ exit: 2, known: true })
  expect(err).not.toContain('hush')
})
