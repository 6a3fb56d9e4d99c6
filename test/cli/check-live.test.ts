import { expect, test } from 'vitest'
import { type AccountPolicy, compareLive, describeLive, type Live } from '../../cli/check/live.ts'
import { parseConfig } from '../../lambdas/core/config/index.ts'
import { type Filter, selectionCriteria } from '../../lambdas/core/subscribe/index.ts'
import { type SimulatedGroup, simulateLogGroups } from '../support/simulators/log-groups.ts'
import { foreignFilter, ownFilter } from '../support/subscriptions.ts'
import { command, file, temporaryFolder } from './world.ts'

const sources = [
  { logGroups: ['/ecs/shop'] },
  { logGroups: ['/ecs/*', '/aws/lambda/*'], filterPattern: 'ERROR', sourceRetentionDays: 7 },
]
const filter: Filter = { ...ownFilter, pattern: 'ERROR' }
const stackFilter: Filter = { ...ownFilter, name: 'shop' }
const right: SimulatedGroup = { name: '/ecs/shop', filters: [stackFilter] }

const live = (groups: readonly SimulatedGroup[], policies: readonly AccountPolicy[] = []) => {
  const simulated = simulateLogGroups(groups)
  return { simulated, live: { groups: simulated, policies: async () => policies } satisfies Live }
}

async function problemsOf(group: SimulatedGroup, config: object = {}) {
  const { simulated, live: found } = live([right, group])
  const before = simulated.snapshot()
  const { problems } = await compareLive(parseConfig({ name: 'shop', sources, ...config }), found)
  expect(simulated.snapshot()).toEqual(before)
  return problems.map(({ logGroup, ...rest }) => {
    expect(logGroup).toBe(group.name)
    return rest
  })
}

const stream = 'arn:aws:kinesis:eu-west-1:123456789012:stream/x'
const two = [foreignFilter, { ...foreignFilter, name: 'splunk' }]

test.each<[string, SimulatedGroup, unknown[]]>([
  ['as it should be', { name: '/ecs/a', retentionDays: 7, filters: [filter] }, []],
  ['not selected', { name: '/other', filters: [foreignFilter] }, []],
  ['an own log group', { name: '/aws/lambda/shop-ingest' }, []],
  ['new', { name: '/ecs/a', retentionDays: 7 }, [{ code: 'not_subscribed' }]],
  [
    'full',
    { name: '/ecs/a', retentionDays: 7, filters: two },
    [{ code: 'no_room', found: 'datadog, splunk' }],
  ],
  ['of another class', { name: '/ecs/a', class: 'INFREQUENT_ACCESS' }, [{ code: 'unsupported' }]],
  ['left over', { name: '/other', filters: [filter] }, [{ code: 'left_over' }]],
  ['a loop', { name: '/aws/lambda/shop-ingest', filters: [filter] }, [{ code: 'loop' }]],
  [
    'a loop that somebody made by hand',
    { name: '/aws/lambda/shop-alert', filters: [{ ...filter, name: 'mine' }] },
    [{ code: 'loop' }],
  ],
  [
    'changed',
    { name: '/ecs/a', filters: [{ ...filter, pattern: '', destination: stream }] },
    [
      { code: 'other_pattern', found: 'none' },
      { code: 'other_destination', found: stream },
      { code: 'other_retention', found: 'unlimited days' },
    ],
  ],
  [
    'led to a pipeline of a longer name',
    { name: '/ecs/a', retentionDays: 7, filters: [{ ...filter, destination: `${filter.destination}-2` }] },
    [{ code: 'other_destination', found: `${filter.destination}-2` }],
  ],
])('a log group that is %s', async (_, group, expected) => {
  expect(await problemsOf(group)).toEqual(expected)
})

test('a log group that is named in full has to exist', async () => {
  const { live: found } = live([])
  const { logGroups, problems } = await compareLive(parseConfig({ name: 'shop', sources }), found)
  expect({ logGroups, problems }).toEqual({
    logGroups: 0,
    problems: [{ logGroup: '/ecs/shop', code: 'not_there' }],
  })
})

test('filters lead to the stream in delivery through one, and to a destination in a member account', async () => {
  const delivery = { kinesis: { mode: 'on-demand' } }
  const config = parseConfig({
    name: 'shop',
    sources: [{ logGroups: ['/ecs/a', '/ecs/b', '/ecs/c'] }],
    delivery,
  })
  const to = (destination: string) => [{ ...stackFilter, destination }]
  const { live: found } = live([
    { name: '/ecs/a', filters: to(stream) },
    { name: '/ecs/b', filters: to('arn:aws:logs:eu-west-1:999988887777:destination:shop') },
    { name: '/ecs/c', filters: to(ownFilter.destination) },
  ])
  const { problems } = await compareLive(config, found)
  expect(problems.map(({ logGroup, code }) => [logGroup, code])).toEqual([['/ecs/c', 'other_destination']])
})

test('the whole account needs its policy, with the right selection', async () => {
  const config = parseConfig({ name: 'shop', sources: { account: { exclude: ['/noisy'] } } })
  const document = JSON.stringify({ FilterPattern: '' })
  const codes = async (...policies: AccountPolicy[]) =>
    (await compareLive(config, live([{ name: '/any' }], policies).live)).problems.map(({ code }) => code)
  const criteria = selectionCriteria('shop', ['/noisy'])
  expect(await codes({ name: 'shop', selectionCriteria: criteria, document })).toEqual([])
  expect(await codes({ name: 'other', selectionCriteria: criteria, document })).toEqual(['no_account_policy'])
  expect(await codes({ name: 'shop', selectionCriteria: 'all', document })).toEqual(['other_account_policy'])
})

test('is told in words, without steering the terminal', () => {
  const words = describeLive({
    logGroups: 3,
    problems: [{ logGroup: '/ecs/a', code: 'other_pattern', found: '\u001b[2J' }],
  })
  expect(words.join('\n')).not.toContain('\u001b')
  expect(words).toEqual([
    expect.stringMatching(/^\[other_pattern\] \/ecs\/a has another filter pattern .*\(found: /),
    '3 log groups looked at, 1 problem',
  ])
})

test('without --live, AWS is not asked', async () => {
  const folder = temporaryFolder()
  file(folder, 'pipeline.config.json', JSON.stringify({ name: 'shop', sources }))
  const { exit, out } = await command(['check', '--json'], { folder })
  expect({ exit, live: JSON.parse(out).live }).toEqual({ exit: 0, live: undefined })
})
