import { describe, expect, it } from 'vitest'
import { explainParse, fingerprint, parse } from '../../../../lambdas/core/parse/index.ts'

describe('an explanation', () => {
  it.each([
    ['{"level":"ERROR","message":"x"}', { from: 'field', key: 'level' }],
    ['level=warn msg=x', { from: 'field', key: 'level' }],
    ['2024-06-01 10:00:00 ERROR x', { from: 'head' }],
    ['<11>Jun  1 10:00:00 host app: x', { from: 'priority' }],
    ['Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: x', { from: 'trace' }],
    ['{"level":"loud","message":"x"}', { from: 'unknown' }],
    ['GET /errors 500', { from: 'nothing' }],
    [
      '2024-06-01T10:00:00.000Z 6f0b7a2c-1111-2222-3333-444455556666 Task timed out after 3.00 seconds',
      { from: 'format' },
    ],
  ])('says where the severity of %s comes from', (text, source) => {
    expect(explainParse(text).severity).toEqual(source)
  })

  it.each([
    ['{"level":"ERROR","ts":1717236000,"message":"x"}', { from: 'field', key: 'ts' }],
    ['time=2024-06-01T10:00:00Z level=info msg=x', { from: 'field', key: 'time' }],
    ['2024-06-01 10:00:00 ERROR x', { from: 'head' }],
    ['Jun  1 10:00:00 host app: x', { from: 'not_believed' }],
    ['ERROR x', { from: 'nothing' }],
  ])('says where the time of %s comes from', (text, source) => {
    expect(explainParse(text).time).toEqual(source)
  })

  it('names the frames that make the fingerprint, the library’s only if there are no others', () => {
    const trace = (path: string) =>
      `Traceback (most recent call last):\n  File "${path}", line 1, in f\n  File "${path}", line 2, in f\nValueError: x`
    expect(explainParse(trace('/srv/app/a.py')).grouping).toEqual({
      by: 'frames',
      inApp: true,
      links: [{ type: 'ValueError', frames: ['app/a f'] }],
    })
    expect(explainParse(trace('/usr/lib/python3/site-packages/flask/app.py')).grouping).toMatchObject({
      inApp: false,
      links: [{ frames: ['flask/app f'] }],
    })
  })

  it.each([
    ['{"level":"error","errorType":"TypeError","errorMessage":"x"}', 'exception'],
    ['ERROR x', 'message'],
    ['{"a":1}', 'field_names'],
  ])('says that %s is grouped by %s', (text, by) => {
    expect(explainParse(text).grouping.by).toBe(by)
  })

  it('holds the same record as parse', () => {
    const text = '2024-06-01 10:00:00 ERROR app.x: order 17 is unknown'
    expect(explainParse(text).log).toEqual(parse(text))
    expect(fingerprint(explainParse(text).log)).toBe(fingerprint(parse(text)))
  })
})
