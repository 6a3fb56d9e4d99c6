import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chart, niceCeiling, widthWords } from '../../cli/report/chart.ts'
import { escaped, html } from '../../cli/report/html.ts'
import { Collector, incidentsOf, page, type ReportData, readAlertLine } from '../../cli/report/index.ts'
import { TimeSeries } from '../../cli/report/time-series.ts'
import { BoundedCounts } from '../../lambdas/core/lint/index.ts'
import { createRedactor, redactRecord } from '../../lambdas/core/redact/index.ts'

const origin = { account: '1', region: 'r', logGroup: 'g', logStream: 's', service: 'shop' }
const redactor = createRedactor({
  detectors: {},
  keys: { mask: [], hash: [], drop: [], keep: [] },
  patterns: [],
  allow: [],
})
const start = Date.UTC(2026, 2, 1, 10)

function recordOf(text: string, timestamp: number) {
  const events = [{ id: '1', timestamp, message: text }]
  return redactRecord({ events, timestamp, text }, origin, redactor).record
}

function dataOf(collector: Collector, more: Partial<ReportData> = {}): ReportData {
  return {
    findings: collector.findings(),
    hints: [],
    inputs: [{ name: 'app.log', events: 1, bytes: 10 }],
    received: 1,
    archived: 1,
    duplicates: 0,
    dropped: {},
    quarantined: {},
    redactions: {},
    bytesIn: 10,
    bytesOut: 5,
    incidents: [],
    rules: [],
    notes: [],
    configuration: 'a test',
    madeAt: start,
    version: '0',
    ...more,
  }
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</style><svg onload=alert(1)>',
  '\u2028\u2029\u202e\u2066\u0007\ud800',
]

describe('the page', () => {
  const collector = new Collector()
  for (const [i, text] of hostile.entries())
    collector.observe(
      recordOf(
        JSON.stringify({
          level: 'ERROR',
          logger: text,
          message: text,
          service: text,
          exc_info: `Traceback (most recent call last):\n  File "a.py", line 1, in f\n${text}: ${text}`,
        }),
        start + i,
      ),
    )
  const group = { [hostile[0]!]: hostile[1]! }
  const told = {
    alert_id: 'a',
    rule: hostile[0]!,
    state: 'firing' as const,
    group,
    severity: 'error',
    service: hostile[1]!,
    started_at: new Date(start).toISOString(),
    at: new Date(start).toISOString(),
    observed: 1,
    threshold: 1,
  }
  const text = page(
    dataOf(collector, {
      inputs: [{ name: hostile[1]!, events: 1, bytes: 1 }],
      incidents: incidentsOf([told]),
      notes: hostile,
      hints: hostile.map((each) => ({
        rule: 'repeated_secret' as const,
        service: each,
        logger: each,
        place: each,
        template: each,
        detector: each,
        count: 9,
        bytes: 90,
        share: 0.5,
      })),
    }),
  )

  test('has no element or attribute that came from a log', () => {
    expect(text).not.toMatch(/<(script|img|iframe|object|embed|link|a|form|svg onload)\b/)
    expect(text).not.toMatch(/\son\w+=(?!alert\(1\)&gt;)/)
    expect(text.match(/<style>/g)).toHaveLength(1)
    expect(text.match(/<\/style>/g)).toHaveLength(1)
  })

  test('shows hostile text, with characters that steer made visible', () => {
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toMatch(/[\u2028\u2029\u202e\u2066\u0007\ud800]/)
    expect(text).toContain('\\u202e')
  })

  test('forbids itself everything but its own style, and asks for nothing', () => {
    expect(text).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    )
    expect(text).not.toMatch(/<[^>]*\s(src|href)\s*=|url\(|@import/i)
    expect(text).not.toMatch(/https?:\/\//)
  })

  test('opens also when there is nothing to show', () => {
    expect(page(dataOf(new Collector(), { received: 0, archived: 0, bytesIn: 0, bytesOut: 0 }))).toContain(
      'No records were kept',
    )
  })
})

test('markup is made of escaped values', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(escaped(value)).not.toMatch(/[<>"'\u0000-\u001f\u007f-\u009f\u2028-\u202e]/)
      expect(html`<p>${value}</p>`.text).toBe(`<p>${escaped(value)}</p>`)
      expect(escaped(value).isWellFormed()).toBe(true)
    }),
    { seed: 1 },
  )
})

describe('counting in bounded memory', () => {
  test('loses no count, and keeps what is frequent', () => {
    const counts = new BoundedCounts<{ count: number }>(100)
    for (let i = 0; i < 10_000; i++) {
      counts.entry(`rare ${i}`, () => ({ count: 0 })).count++
      counts.entry('frequent', () => ({ count: 0 })).count++
    }
    const kept = counts.top(1_000).reduce((sum, [, { count }]) => sum + count, 0)
    expect(kept + counts.others).toBe(20_000)
    expect(counts.top(1)[0]).toEqual(['frequent', { count: 10_000 }])
    expect(counts.size).toBeLessThanOrEqual(100)
  })

  test('loses no event over time, and draws a bounded number of bars', () => {
    const times = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 40_000_000_000 }), fc.constantFrom(9, 13, 17)),
      { minLength: 1, maxLength: 200 },
    )
    fc.assert(
      fc.property(times, (list) => {
        const series = new TimeSeries(50)
        for (const [time, severity] of list) series.add(time, severity, 1)
        const { bars, outside } = series.series(20)
        expect(bars.reduce((sum, { events }) => sum + events, outside)).toBe(list.length)
        expect(bars.length).toBeLessThanOrEqual(21)
      }),
      { seed: 1 },
    )
  })

  test('leaves a record of 1970 out of the picture', () => {
    const series = new TimeSeries()
    for (let i = 0; i < 1_000; i++) series.add(start + i * 1_000, 9, 1)
    series.add(0, 9, 1)
    const { bars, width, outside } = series.series(100)
    expect([outside, width]).toEqual([1, 15_000])
    expect(bars[0]!.start).toBe(start)
  })
})

test('incidents are put together from what was told of them, whatever else stands in the file', () => {
  const told = (state: string, sequence: number, second: number) =>
    JSON.stringify({
      alert_id: `${state}${sequence}`,
      rule: 'r',
      state,
      group: { a: 1 },
      severity: 'error',
      service: 's',
      started_at: new Date(start).toISOString(),
      at: new Date(start + second * 1_000).toISOString(),
      observed: second,
      threshold: 5,
      within_seconds: 300,
    })
  const lines = [told('firing', 1, 10), 'not json', '[]', told('firing', 2, 20), told('resolved', 3, 30)]
  const incidents = incidentsOf(lines.map(readAlertLine).filter((line) => line !== undefined))
  expect(incidents).toHaveLength(1)
  expect(incidents[0]).toMatchObject({
    observed: 10,
    peak: 30,
    from: start,
    to: start + 30_000,
    reminders: 1,
  })
})

test('the chart says in words what it shows', () => {
  const series = new TimeSeries()
  for (let i = 0; i < 100; i++) series.add(start + i * 60_000, i < 10 ? 17 : 9, 1)
  const { text } = chart(series.series(96), [{ name: 'burst', label: 'burst', from: start, to: undefined }])
  expect(text).toMatch(/<desc id="chart-text">100 records and 10 errors from 2026-03-01 10:00:00/)
  expect(text).toContain('role="img"')
  expect(text).not.toContain('NaN')
})

test.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [7, 10],
  [11, 20],
  [51, 100],
])('the axis of %i ends at %i', (value, end) => {
  expect(niceCeiling(value)).toBe(end)
})

test.each([
  [1_000, 'second'],
  [300_000, '5 minutes'],
  [86_400_000, 'day'],
  [3_600_000 * 6, '6 hours'],
])('%i ms is %s', (width, words) => {
  expect(widthWords(width)).toBe(words)
})
