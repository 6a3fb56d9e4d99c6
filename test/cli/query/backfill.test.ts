import { expect, test } from 'vitest'
import { backfillFrom } from '../../../cli/backfill/index.ts'
import type { PastEvents } from '../../../lambdas/core/backfill/index.ts'
import { eventsOf, nine } from '../../support/events.ts'
import { command, temporaryFolder } from '../world.ts'

const past: PastEvents & { asked: number[] } = {
  asked: [],
  accountOf: async (group) => (group === '/ecs/shop' ? '123456789012' : undefined),
  async page(_group, from, to) {
    past.asked.push(from)
    const events = eventsOf(['one', 'two']).filter(({ timestamp }) => timestamp >= from && timestamp < to)
    return { events: events.map((event) => ({ ...event, logStream: 'web' })) }
  },
}

test('reads the past into the archive, and the next time goes on where it was', async () => {
  const folder = temporaryFolder()
  let out = ''
  const world = {
    folder,
    env: { AWS_REGION: 'eu-west-1' },
    now: () => nine + 3 * 3_600_000,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: () => true },
  } as never
  const args = {
    values: { 'log-group': '/ecs/shop', from: '2026-11-22T08:00' },
    switches: new Set<string>(),
    rest: [],
  }
  await backfillFrom(() => past)(args, world)
  expect(out).toBe('2 events read: 2 archived, 0 there already, 0 dropped by routes.\n')
  expect(past.asked).toHaveLength(4)
  await backfillFrom(() => past)(args, world)
  expect(past.asked).toHaveLength(4)
  const counted = await command(['query', 'SELECT count(*) AS n FROM logs', '--json'], { folder })
  expect(counted.out).toBe('{"n":2}\n')
  await expect(
    backfillFrom(() => past)({ ...args, values: { ...args.values, 'log-group': '/no' } }, world),
  ).rejects.toThrow('there is no log group /no in eu-west-1')
})

test.each([
  [['--from', '1d', '--region', 'eu-west-1'], 'missing_value'],
  [['--log-group', 'g', '--region', 'eu-west-1'], 'missing_value'],
  [['--log-group', 'g', '--from', '1d'], 'missing_value'],
])('refuses %j with the code %s, before anything is asked of AWS', async (args, code) => {
  const { exit, err } = await command(['backfill', ...args], { folder: temporaryFolder() })
  expect({ exit, known: err.includes(`[${code}]`) }).toEqual({ exit: 2, known: true })
})
