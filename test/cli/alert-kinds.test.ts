import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command, file, temporaryFolder } from './world.ts'

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString()
const line = (second: number, level: string, text: string): string =>
  `${at(second)} ${level} shop.web: ${text}\n`
const lines = (from: number, to: number, step: number, level: string, text: string): string =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) =>
    line(from + i * step, level, text),
  ).join('')

const times = (count: number, make: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join('')

interface Told {
  readonly rule: string
  readonly state: string
  readonly started_at: string
  readonly observed: number
}

/** What a rule tells of logs, one run after the other over the same folder: state, and seconds after ten. */
async function told(rule: object, ...logs: string[]) {
  const folder = temporaryFolder()
  file(
    folder,
    'pipeline.config.json',
    JSON.stringify({
      name: 'shop',
      sources: [{ logGroups: ['/ecs/shop'] }],
      alerts: [{ name: 'rule', ...rule }],
    }),
  )
  const outs: string[] = []
  for (const [i, log] of logs.entries()) {
    const { exit, out, err } = await command(['run', file(folder, `app-${i}.log`, log)], { folder })
    expect([exit, err]).toEqual([0, ''])
    outs.push(out)
  }
  const text = readFileSync(join(folder, 'sluice-out', 'alerts.jsonl'), 'utf8')
  const alerts = text
    .split('\n')
    .filter(Boolean)
    .map((each) => JSON.parse(each) as Told)
  // Groups are evaluated at the same time: their order among each other is not fixed.
  alerts.sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at))
  const started = alerts.map(({ state, started_at }) => [
    state,
    (Date.parse(started_at) - Date.parse(at(0))) / 1_000,
  ])
  return { alerts, started, out: outs.at(-1)! }
}

describe('a share of errors', () => {
  const rule = { when: { severity: 'error' }, threshold: { ratio: 0.1, within: '10m', minimum: 20 } }

  test('is told with its recovery, as of the time of the log', async () => {
    const log =
      lines(0, 400, 10, 'INFO', 'ok') +
      lines(401, 410, 1, 'ERROR', 'no') +
      lines(420, 4_000, 20, 'INFO', 'ok')
    const { started, out } = await told(rule, log)
    expect(started).toEqual([
      ['firing', 405],
      ['resolved', 405],
    ])
    expect(out).toContain('rule 1 time')
    expect(out).toMatch(/25% within 10 min, threshold 10%/)
  })

  test('that goes on at the end of the log is told', async () => {
    const { started } = await told(rule, lines(0, 100, 2, 'INFO', 'ok') + lines(101, 110, 1, 'ERROR', 'no'))
    expect(started).toEqual([['firing', 106]])
  })
})

describe('an error that was not seen before', () => {
  const rule = { when: { severity: 'error' }, threshold: { firstSeenWithin: '1d' }, groupBy: ['fingerprint'] }
  const first =
    line(0, 'ERROR', 'card declined') + line(5, 'ERROR', 'no stock left') + line(9, 'ERROR', 'card declined')

  test('is told once, each', async () => {
    const { started, out } = await told(rule, first)
    expect(started).toEqual([
      ['firing', 0],
      ['firing', 5],
    ])
    expect(out).toContain('rule 2 times')
  })

  test('is known in the next log, until it was not seen for so long', async () => {
    const hour = 3_600
    const { started, alerts } = await told(
      rule,
      first,
      line(20 * hour, 'ERROR', 'card declined'),
      line(50 * hour, 'ERROR', 'card declined'),
    )
    expect(started.filter(([state]) => state === 'firing')).toEqual([
      ['firing', 0],
      ['firing', 5],
      ['firing', 50 * hour],
    ])
    expect(alerts.at(-1)).toMatchObject({ seen_before: at(20 * hour) })
  })
})

describe('silence', () => {
  const rule = { when: { body: { contains: 'heartbeat' } }, threshold: { silentFor: '5m' } }
  const beats = (from: number, to: number) => lines(from, to, 60, 'INFO', 'heartbeat')

  test('inside a log is found, with its end', async () => {
    const { started, alerts, out } = await told(
      rule,
      beats(0, 600) + line(900, 'INFO', 'else') + beats(1_500, 2_000),
    )
    expect(started).toEqual([
      ['firing', 900],
      ['resolved', 900],
    ])
    expect(alerts.at(-1)).toMatchObject({ peak: 900 })
    expect(out).toMatch(/silent for 15 min, threshold 5 min/)
  })

  test('up to the end of a log is found, the time after it is no silence', async () => {
    expect((await told(rule, beats(0, 600) + lines(600, 1_000, 100, 'INFO', 'else'))).started).toEqual([
      ['firing', 900],
    ])
    expect((await told(rule, beats(0, 600))).started).toEqual([])
  })

  test('of something that never comes begins with the log', async () => {
    expect((await told(rule, lines(0, 1_000, 100, 'INFO', 'else'))).started).toEqual([['firing', 299]])
  })

  test('between two logs is none', async () => {
    expect((await told(rule, beats(0, 600), beats(9_000, 9_600))).started).toEqual([])
  })

  test('is found as often as there is one', async () => {
    const log = Array.from({ length: 200 }, (_, i) => beats(i * 1_000, i * 1_000)).join('')
    const { started } = await told(rule, log)
    expect(started).toHaveLength(2 * 199)
  })
})

test('what a program prints is judged as its log is', async () => {
  const rule = { when: { severity: 'error' }, threshold: { ratio: 0.5, within: '1m', minimum: 4 } }
  const log = times(8, (i) => lines(i * 600, i * 600 + 9, 1, i % 2 ? 'ERROR' : 'INFO', 'said'))
  const fromFile = await told(rule, log)
  const folder = temporaryFolder()
  const alerts = [{ name: 'rule', ...rule }]
  const sources = [{ logGroups: ['/ecs/shop'] }]
  file(folder, 'pipeline.config.json', JSON.stringify({ name: 'shop', sources, alerts }))
  await command(['run', '-'], { folder, stdin: log })
  const text = readFileSync(join(folder, 'sluice-out', 'alerts.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
  const fromPipe = text.map((each) => JSON.parse(each) as Told)
  const shown = (list: readonly Told[]) => list.map(({ state, started_at }) => [state, started_at]).sort()
  expect(shown(fromPipe)).toEqual(shown(fromFile.alerts))
  expect(fromPipe.length).toBeGreaterThanOrEqual(6)
})

test('a burst again and again is told each time, however many', async () => {
  const rule = { when: { severity: 'error' }, threshold: { count: 2, within: '1m' } }
  const log = Array.from({ length: 200 }, (_, i) => lines(i * 300, i * 300 + 1, 1, 'ERROR', 'no')).join('')
  expect((await told(rule, log + line(200 * 300, 'INFO', 'ok'))).started).toHaveLength(400)
})
