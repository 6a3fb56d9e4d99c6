import { describe, expect, it } from 'vitest'
import {
  Lint,
  type LintSettings,
  placeOf,
  ShapeReader,
  shapeOf,
} from '../../../../lambdas/core/lint/index.ts'
import { createRedactor, redactRecord } from '../../../../lambdas/core/redact/index.ts'
import { stitch } from '../../../../lambdas/core/stitch/index.ts'

const origin = { account: '1', region: 'r', logGroup: 'g', logStream: 's', service: 'shop' }
const redactor = createRedactor({
  detectors: {},
  keys: { mask: [], hash: [], drop: [], keep: [] },
  patterns: [],
  allow: [],
})

const lintOf = (messages: readonly string[], settings: Partial<LintSettings> = {}) => {
  const events = messages.map((message, i) => ({ id: String(i), timestamp: 1_795_340_000_000, message }))
  const [lint, shapes] = [new Lint(settings), new ShapeReader()]
  for (const stitched of stitch(events))
    lint.observe(
      redactRecord(stitched, origin, redactor).record,
      shapes.of(redactRecord(stitched, origin, redactor).record, { events }),
    )
  return lint
}

const times = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i))
const json = (fields: object) => JSON.stringify(fields)

describe('a mistake of logging itself', () => {
  it('is DEBUG in production, by logger, with the place', () => {
    const log = [
      ...times(3, (i) =>
        json({ level: 'DEBUG', logger: 'app.db', message: `query ${i}`, pathname: '/srv/db.py', lineno: 7 }),
      ),
      '2026-03-01 10:00:00 INFO app.web: ready',
    ]
    expect(lintOf(log).findings()).toEqual([
      expect.objectContaining({
        rule: 'debug_enabled',
        service: 'shop',
        logger: 'app.db',
        place: '/srv/db.py:7',
        template: 'query *',
        count: 3,
      }),
    ])
  })

  it('is a secret that one place logs again and again, not one that came by accident', () => {
    const login = (i: number) =>
      `2026-03-01 10:00:00 INFO app.web: login of user ${i}, password=hunter${i}-long-1`
    expect(lintOf(times(5, login)).findings()).toEqual([])
    const [finding, ...others] = lintOf(times(6, login)).findings()
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      rule: 'repeated_secret',
      detector: 'password',
      count: 6,
      logger: 'app.web',
    })
    expect(JSON.stringify(finding)).not.toContain('hunter')
  })

  it('is no address of a client in an access log', () => {
    const access = (i: number) => `10.0.0.${i} - - [01/Mar/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 1`
    expect(lintOf(times(60, access)).findings()).toEqual([])
  })

  it('is a logger that writes more than half of the bytes, among several', () => {
    const loud = times(60, (i) => `2026-03-01 10:00:00 INFO app.loud: ${'x'.repeat(100)} ${i}`)
    const quiet = times(60, (i) => `2026-03-01 10:00:00 INFO app.quiet: y ${i}`)
    expect(lintOf([...loud, ...quiet]).findings()).toMatchObject([
      { rule: 'chatty_logger', logger: 'app.loud' },
    ])
    expect(lintOf(loud).findings()).toEqual([])
    expect(lintOf([...loud.slice(0, 20), ...quiet.slice(0, 20)]).findings()).toEqual([])
  })

  it('is text from a service that otherwise logs JSON, by message', () => {
    const log = [
      ...times(8, (i) => json({ level: 'INFO', message: `ok ${i}` })),
      ...times(2, (i) => `Loading model ${i}`),
      'START RequestId: 6f0b7a2c-1111-2222-3333-444455556666 Version: $LATEST',
      '{',
      '  "level": "INFO",',
      '  "message": "pretty"',
      '}',
    ]
    expect(lintOf(log).findings()).toMatchObject([
      { rule: 'unstructured_text', template: 'Loading model *', count: 2, share: 2 / 11 },
    ])
    expect(lintOf(log.slice(5)).findings()).toEqual([])
  })

  it('is found in bounded memory, however many places there are', () => {
    const lint = lintOf(times(3_000, (i) => json({ level: 'DEBUG', logger: `l${i}`, message: 'x' })))
    expect(lint.findings(1_000).length).toBeLessThanOrEqual(500)
    expect(lint.findings()).toHaveLength(5)
  })
})

describe('the place in the code', () => {
  it.each([
    [{ pathname: '/srv/a.py', lineno: 3, funcName: 'f' }, '/srv/a.py:3 in f'],
    [{ 'code.file.path': 'a.go', 'code.line.number': 4 }, 'a.go:4'],
    [{ source: { function: 'main.f', file: '/srv/a.go', line: 5 } }, '/srv/a.go:5 in main.f'],
    [{ caller: 'orders/total.go:12' }, 'orders/total.go:12'],
    [{ log: { origin: { file: { name: 'A.java', line: 6 }, function: 'run' } } }, 'A.java:6 in run'],
    [{ file: { name: 'a.py', path: '/srv/a.py' }, line: 7, function: 'f' }, '/srv/a.py:7 in f'],
    [
      { 'exception.stacktrace': 'Error: x\n    at f (/srv/app/a.js:1:2)\n    at g (/srv/app/b.js:1:2)' },
      'app/a f',
    ],
    [{ path: '/health', name: 'x' }, ''],
    [{ file: 'upload.csv' }, ''],
    [{ source: 'https://example.com:443' }, ''],
    [{}, ''],
  ])('of %o is %s', (attributes, place) => {
    expect(placeOf({ attributes })).toBe(place)
  })
})

describe('the shape of a text', () => {
  it.each([
    [' {"a":1}\n', true],
    ['2024-06-01T10:00:00.123Z stdout F {"a":1}', true],
    ['{"a":1} and more', false],
    ['text', false],
    ['', false],
  ])('%s is one JSON object: %s', (text, structured) => {
    expect(shapeOf(text)).toEqual({ bytes: Buffer.byteLength(text), structured })
  })
})
