import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { World } from '../../cli/command.ts'
import { live } from '../../cli/subscriptions/command.ts'
import { parseConfig } from '../../lambdas/core/config/index.ts'
import { simulateLogGroups } from '../support/simulators/log-groups.ts'
import { foreignFilter, ownFilter } from '../support/subscriptions.ts'
import { command, file, temporaryFolder } from './world.ts'

const config = {
  name: 'shop',
  sources: [
    { logGroups: ['/ecs/shop'] },
    { logGroups: ['/ecs/*', '/aws/lambda/*'], exclude: ['*/debug'], tags: { logs: 'shop' } },
  ],
}

async function ask(...args: string[]) {
  const folder = temporaryFolder()
  file(folder, 'pipeline.config.json', JSON.stringify(config))
  return command(['subscriptions', ...args], { folder })
}

describe('names', () => {
  test('are told to be selected or not, and why', async () => {
    const names = ['/ecs/shop', '/ecs/web', '/ecs/web/debug', '/aws/lambda/shop-ingest', '/other']
    const { exit, out } = await ask(...names)
    expect(exit).toBe(0)
    expect(out.split('\n')).toEqual([
      '/ecs/shop  selected, by its full name',
      '/ecs/web  selected',
      '/ecs/web/debug  not selected',
      '/aws/lambda/shop-ingest  left out: a log group of a pipeline itself',
      '/other  not selected',
      expect.stringContaining('--live looks'),
      '',
    ])
  })

  test('are told to machines', async () => {
    const { out } = await ask('/ecs/shop', '--json')
    expect(JSON.parse(out)).toEqual({ logGroup: '/ecs/shop', verdict: 'stack', others: [] })
  })

  test('cannot steer the terminal', async () => {
    expect((await ask('/ecs/\u001b[2J')).out).not.toContain('\u001b')
  })

  test.each([[[]], [['--all', '/a']], [['--live', '/a']]])('%j is wrong usage', async (args) => {
    expect((await ask(...args)).exit).toBe(2)
  })
})

async function look(groups: ReturnType<typeof simulateLogGroups>, options = { all: false, json: false }) {
  let out = ''
  const stdout = new Writable({
    write: (chunk, _encoding, done) => {
      out += chunk
      done()
    },
  })
  const exit = await live(parseConfig(config), groups, options, { stdout } as unknown as World)
  return { exit, out }
}

describe('the log groups that there are', () => {
  const tags = { logs: 'shop' }
  const groups = () =>
    simulateLogGroups([
      { name: '/aws/lambda/shop-ingest', tags },
      { name: '/ecs/cart', tags, filters: [ownFilter, foreignFilter] },
      { name: '/ecs/left', filters: [ownFilter] },
      { name: '/ecs/new', tags },
      { name: '/ecs/shop', filters: [{ ...ownFilter, name: 'shop' }] },
      { name: '/ecs/slow', tags, class: 'INFREQUENT_ACCESS' },
      { name: '/other', filters: [foreignFilter] },
    ])

  test('are told one by one; a missing subscription ends with 1', async () => {
    const { exit, out } = await look(groups())
    expect(exit).toBe(1)
    expect(out.split('\n')).toEqual([
      '/aws/lambda/shop-ingest  left out: a log group of a pipeline itself',
      '/ecs/cart  subscribed; other filters: datadog',
      '/ecs/left  not selected, still subscribed',
      '/ecs/new  NOT SUBSCRIBED, though selected',
      '/ecs/shop  subscribed',
      '/ecs/slow  NOT SUBSCRIBED: its class takes no subscription',
      '7 log groups, 2 selected without a subscription',
      '',
    ])
  })

  test('are all there with --all, and nothing is changed', async () => {
    const simulated = groups()
    const before = simulated.snapshot()
    const { out } = await look(simulated, { all: true, json: true })
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).logGroup),
    ).toHaveLength(7)
    expect(simulated.snapshot()).toEqual(before)
    expect(Object.keys(simulated.calls).sort()).toEqual(['filters', 'list', 'tags'])
  })

  test('that cannot be asked for are a failure in words', async () => {
    const refusing = {
      ...groups(),
      list: () =>
        Promise.reject(new Error('x', { cause: Object.assign(new Error('y'), { name: 'AccessDenied' }) })),
    }
    await expect(look(refusing as ReturnType<typeof simulateLogGroups>)).rejects.toThrow(
      'AccessDenied; are credentials',
    )
  })
})
