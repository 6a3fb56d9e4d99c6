import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command, file, temporaryFolder } from './world.ts'

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString()
const line = (second: number, level: string, text: string): string =>
  `${at(second)} ${level} shop.web: ${text}\n`
const configOf = (alerts: object[]) =>
  JSON.stringify({ name: 'shop', sources: [{ logGroups: ['/ecs/shop'] }], alerts })
const times = (count: number, make: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join('')

/** A day on which each ten minutes have two errors, and three hours have a burst of forty. */
const day =
  times(
    144,
    (i) =>
      line(i * 600, 'INFO', 'ok') + line(i * 600 + 1, 'ERROR', 'slow') + line(i * 600 + 2, 'ERROR', 'slow'),
  ) + times(3, (i) => times(40, (j) => line(86_500 + i * 3_600 + j, 'ERROR', 'declined')))

const rules = [
  { name: 'burst', when: { severity: 'error' }, threshold: { count: 2, within: '5m' } },
  { name: 'share', when: { severity: 'error' }, threshold: { ratio: 0.5, within: '10m', minimum: 3 } },
  {
    name: 'fresh',
    when: { severity: 'error' },
    threshold: { firstSeenWithin: '1h' },
    groupBy: ['fingerprint'],
  },
  { name: 'quiet', when: { severity: 'info' }, threshold: { silentFor: '5m' } },
]

async function tuned(alerts: object[], log = day, args: string[] = []) {
  const folder = temporaryFolder()
  file(folder, 'pipeline.config.json', configOf(alerts))
  const path = file(folder, 'app.log', log)
  return { folder, path, ...(await command(['tune', path, ...args], { folder })) }
}

describe('sluice tune', () => {
  test('says what windows held and suggests the lowest threshold above it that tells few', async () => {
    const { exit, out, err } = await tuned(rules.slice(0, 1))
    expect([exit, err]).toEqual([0, ''])
    expect(out).toContain('552 records from 2026-03-01 10:00:00 to 2026-03-02 12:02:19 UTC')
    expect(out).toMatch(/windows of 5m in 1 group: median 0, 99th percentile \d+, most 40/)
    expect(out).toMatch(/\{ count: 2, within: '5m' \} +147 alerts {2}now/)
    expect(out).toMatch(/\{ count: 3, within: '5m' \} +3 alerts/)
    expect(out).toMatch(/\{ count: 41, within: '5m' \} +0 alerts {2}suggested/)
  })

  test('for those who want to be told more suggests less', async () => {
    const { out } = await tuned(rules.slice(0, 1), day, ['--alerts-per-week', '3'])
    expect(out).toMatch(/\{ count: \d+, within: '5m' \} +3 alerts {2}suggested/)
  })

  test('counts for the thresholds as they are what a run tells', async () => {
    const { folder, path, out } = await tuned(rules)
    await command(['run', path], { folder })
    const lines = readFileSync(join(folder, 'sluice-out', 'alerts.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
    const told = lines.map((each) => JSON.parse(each) as { rule: string; state: string; sequence: number })
    for (const { name } of rules) {
      const fired = told.filter(({ rule, sequence }) => rule === name && sequence === 1).length
      const section = out.slice(out.indexOf(`\n${name}  `))
      const now = /([\d,]+) alerts? {2}now/.exec(section.slice(0, section.indexOf('\n\n')))
      expect([name, now?.[1]]).toEqual([name, String(fired)])
      expect(fired).toBeGreaterThan(0)
    }
  })

  test('has a suggestion also where windows that begin between others hold more', async () => {
    const straddling = times(4, (i) => times(20, (j) => line(i * 7_200 + 290 + j, 'ERROR', 'slow')))
    const { out } = await tuned(
      [{ ...rules[0], threshold: { count: 2, within: '5m' } }],
      line(0, 'INFO', 'ok') + straddling,
    )
    expect(out).toContain('most 20')
    expect(out).toMatch(/\{ count: 21, within: '5m' \} +0 alerts {2}suggested/)
  })

  test('without alerts looks at errors and warnings of each service', async () => {
    const { out } = await tuned([])
    expect(out).toMatch(/^errors {2}severity error, for each service.name$/m)
    expect(out).toMatch(/^warnings {2}severity =warn, for each service.name$/m)
  })

  test('stores nothing, and says so when there is nothing to count', async () => {
    const { out } = await tuned(rules, '')
    expect(out).toBe('There is no record to count.\n')
  })

  test('wants a number', async () => {
    expect(await tuned(rules, day, ['--alerts-per-week', 'few'])).toMatchObject({ exit: 2 })
  })
})
