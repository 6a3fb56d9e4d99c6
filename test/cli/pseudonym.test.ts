import { expect, test } from 'vitest'
import { command, file, temporaryFolder } from './world.ts'

const secret = (id: string) => JSON.stringify({ id, key: `${id}-0123456789012345678901234567890` })
const config =
  'export default { name: "shop", sources: [{ logGroups: ["/a"] }], redact: { keys: { hash: ["user_id"] } } }'

test('a value has the pseudonym that redaction gives it under the same key', async () => {
  const folder = temporaryFolder()
  const env = { SLUICE_HMAC_SECRET: secret('k1') }
  const { out } = await command(['pseudonym'], { folder, env, stdin: 'u-0001\n' })
  expect(out).toMatch(/^\[HMAC:k1:[0-9a-f]{20}\]\n$/)
  const redacted = await command(['redact', '--config', file(folder, 'c.mjs', config)], {
    folder,
    env,
    stdin: 'user_id=u-0001',
  })
  expect(redacted.out).toBe(`user_id=${out.trim()}`)
})

test('an old key gives the old pseudonym, also out of a file', async () => {
  const folder = temporaryFolder()
  const now = await command(['pseudonym'], {
    folder,
    env: { SLUICE_HMAC_SECRET: secret('k2') },
    stdin: 'u-0001',
  })
  const env = { SLUICE_HMAC_SECRET_FILE: file(folder, 'old.json', secret('k1')) }
  const then = await command(['pseudonym'], { folder, env, stdin: 'u-0001' })
  expect(now.out).toMatch(/^\[HMAC:k2:/)
  expect(then.out).toMatch(/^\[HMAC:k1:/)
})

test.each([
  ['no JSON', { SLUICE_HMAC_SECRET: 'hunter2hunter2' }],
  ['a short key', { SLUICE_HMAC_SECRET: '{"id":"k1","key":"hunter2"}' }],
  ['a file that is not there', { SLUICE_HMAC_SECRET_FILE: 'nowhere.json' }],
])('%s is refused, and nothing of it repeated', async (_, env) => {
  const { exit, err } = await command(['pseudonym'], { folder: temporaryFolder(), env, stdin: 'x' })
  expect(exit).toBe(2)
  expect(err).toContain('[hmac_secret]')
  expect(err).not.toContain('hunter2')
})

test('without a key and without a folder there is no pseudonym to make', async () => {
  const { exit, err } = await command(['pseudonym'], { folder: temporaryFolder(), stdin: 'x' })
  expect([exit, err]).toEqual([2, expect.stringContaining('[no_key]')])
})
