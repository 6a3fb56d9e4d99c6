import { describe, expect, test } from 'vitest'
import { isMuted } from '../../../../lambdas/core/alert/quiet.ts'
import { parseConfig } from '../../../../lambdas/core/config/index.ts'
import { nineSeconds, workbench } from '../../../support/alerts/bench.ts'
import { aRule } from '../../../support/alerts/rules.ts'

const ruleWith = (quiet: object) =>
  parseConfig({
    name: 'shop',
    sources: [{ logGroups: ['/ecs/shop'] }],
    alerts: [{ name: 'rule', when: {}, threshold: { count: 1, within: '1m' }, ...quiet }],
  }).alerts[0]!
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri']

describe('hours in which a rule tells', () => {
  const office = { activeHours: { days: workdays, from: '08:00', to: '18:00', timeZone: 'Europe/Berlin' } }
  const night = { activeHours: { days: ['fri'], from: '22:00', to: '06:00' } }

  test.each([
    ['on a working day', office, '2026-11-23T07:00:00Z', false],
    ['before it', office, '2026-11-23T06:59:59Z', true],
    ['at its end', office, '2026-11-23T17:00:00Z', true],
    ['in summer, when clocks are put forward', office, '2026-07-20T06:00:00Z', false],
    ['on a Sunday', office, '2026-11-22T12:00:00Z', true],
    ['in a night', night, '2026-11-20T23:00:00Z', false],
    ['after midnight of that night', night, '2026-11-21T05:59:00Z', false],
    ['after the night', night, '2026-11-21T06:00:00Z', true],
    ['in the next night', night, '2026-11-21T23:00:00Z', true],
    ['before that midnight', night, '2026-11-20T05:00:00Z', true],
    ['muted for good', { mute: true }, '2026-11-22T12:00:00Z', true],
    ['not muted', { mute: false }, '2026-11-22T12:00:00Z', false],
    ['muted until then', { mute: '2026-11-22T12:00:00Z' }, '2026-11-22T12:00:00Z', false],
    ['muted until the next day', { mute: '2026-11-23' }, '2026-11-22T23:59:59Z', true],
  ])('%s', (_, quiet, time, muted) => {
    expect(isMuted(ruleWith(quiet), Date.parse(time))).toBe(muted)
  })

  test.each([
    ['a day that there is not', { activeHours: { days: ['monday'], from: '08:00', to: '18:00' } }, 'days[0]'],
    ['a time that there is not', { activeHours: { from: '24:00', to: '18:00' } }, 'activeHours.from'],
    ['no time', { activeHours: { from: '08:00', to: '08:00' } }, 'activeHours.to'],
    [
      'a place that there is not',
      { activeHours: { from: '08:00', to: '18:00', timeZone: 'Mars/Base' } },
      'timeZone',
    ],
    ['a day in words', { mute: 'tomorrow' }, 'mute'],
  ])('cannot be %s', (_, quiet, path) => {
    expect(() => ruleWith(quiet)).toThrow(path)
  })
})

describe('an incident of a rule that is mute', () => {
  const until = (second: number) => aRule({ mute: (nineSeconds + second) * 1_000 })

  test('is not told, nor that it is over', async () => {
    const bench = workbench([aRule({ mute: true })])
    await bench.batch('a', [0, 1, 2])
    await bench.sweep(300)
    await bench.sweep(600)
    expect(bench.published).toEqual([])
    expect(await bench.incidents.open()).toEqual([])
  })

  test('is told when it still fires afterwards, as it began, and then that it is over', async () => {
    const bench = workbench([until(60)])
    for (let second = 0; second < 120; second += 10) {
      await bench.batch(`at-${second}`, [second])
      await bench.sweep(second)
    }
    await bench.sweep(500)
    expect(bench.told().map(([state, started, at]) => [state, started, at])).toEqual([
      ['firing', 20, 60],
      ['resolved', 20, 210],
    ])
    expect(bench.published.map(({ sequence }) => sequence)).toEqual([1, 2])
  })

  test('and was told before is told to be over', async () => {
    const bench = workbench([aRule()])
    await bench.batch('a', [0, 1, 2])
    const mute = workbench([aRule({ mute: true })], bench)
    await mute.sweep(300)
    expect(mute.told().map(([state, started]) => [state, started])).toEqual([['resolved', 2]])
  })
})
