import { describe, expect, it } from 'vitest'
import { parse } from '../../../../lambdas/core/parse/index.ts'
import { readTime, timeOf } from '../../../../lambdas/core/parse/time.ts'

const iso = (text: string): string | undefined => {
  const time = readTime({ text, at: 0 })
  if (time === undefined) return 'no time'
  return Number.isNaN(time) ? 'unknown' : new Date(time).toISOString()
}

describe('event time', () => {
  it.each([
    ['2024-06-01T10:11:12.345Z', '2024-06-01T10:11:12.345Z'],
    ['2024-06-01T10:11:12.345678901+02:00 x', '2024-06-01T08:11:12.345Z'],
    ['2024-06-01 10:11:12,345 x', '2024-06-01T10:11:12.345Z'],
    ['2024-06-01 10:11:12 -0700]', '2024-06-01T17:11:12.000Z'],
    ['2024-06-01 10:11:12.000 CEST [1]', '2024-06-01T08:11:12.000Z'],
    ['2024/06/01 10:11:12 x', '2024-06-01T10:11:12.000Z'],
    ['01/Jun/2024:10:11:12 +0000]', '2024-06-01T10:11:12.000Z'],
    ['01-Jun-2024 10:11:12 UTC]', '2024-06-01T10:11:12.000Z'],
    ['01 Jun 2024 10:11:12.5 *', '2024-06-01T10:11:12.500Z'],
    ['Sat Jun  1 10:11:12 2024]', '2024-06-01T10:11:12.000Z'],
    ['Sat, 01 Jun 2024 10:11:12 GMT', '2024-06-01T10:11:12.000Z'],
    ['24/06/01 10:11:12 x', '2024-06-01T10:11:12.000Z'],
    ['240601 101112 x', '2024-06-01T10:11:12.000Z'],
    ['20240601-1:2:3:45|', '2024-06-01T01:02:03.450Z'],
    ['1717236672 x', '2024-06-01T10:11:12.000Z'],
    ['1717236672345 x', '2024-06-01T10:11:12.345Z'],
    ['2024-02-29 00:00:00', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(iso(text)).toBe(expected)
  })

  it.each([
    ['2024-06-01T23:59:59Z', '2024-06-01T23:59:59.000Z'],
    ['2024-06-01T10.11.12.345', '2024-06-01T10:11:12.345Z'],
    ['2024-06-01T24:00:00Z', 'no time'],
    ['2024-06-01Tx', 'no time'],
    ['2024-06-01 10:11:12', '2024-06-01T10:11:12.000Z'],
    ['01/Jun/2024:10:11:12 +0200', '2024-06-01T08:11:12.000Z'],
  ])('%s behind a time of the same date is %s', (text, expected) => {
    expect(iso('2024-06-01T10:11:12.345Z')).toBe('2024-06-01T10:11:12.345Z')
    expect(iso(text)).toBe(expected)
  })

  it.each([
    ['no year', 'Jun  1 10:11:12 host'],
    ['no date', '10:11:12.345 [main]'],
    ['no date, twelve hours', '3:04PM INF'],
    ['day before month or after it', '06/01/2024 10:11:12 x'],
    ['a zone that means three things', '2024-06-01 10:11:12 CST [1]'],
    ['before 2000', '1970-01-01T00:00:00Z'],
    ['after 2100', '2999-01-01T00:00:00Z'],
    ['a month that does not exist', '2024-13-01T00:00:00Z'],
  ])('is recognised but not believed: %s', (_, text) => {
    expect(iso(text)).toBe('unknown')
  })

  it.each(['12345', '2024', '10.0.0.1:80', 'May be', '2024-06-01', '17172366', 'June 1', '99:99:99'])(
    '%s is none',
    (text) => {
      expect(iso(text)).toBe('no time')
    },
  )

  it('tells seconds, milliseconds, microseconds and nanoseconds apart', () => {
    const same = [
      1_717_236_672,
      1_717_236_672_000,
      1_717_236_672_000_000,
      1_717_236_672_000_000_000,
      '1717236672',
      '1717236672.000',
    ]
    for (const value of same) expect(timeOf(value)).toBe(1_717_236_672_000)
    expect([0, 12, -5, 'soon', null, Number.NaN, {}].map(timeOf)).toEqual(Array(7).fill(undefined))
  })

  it('an absurd time in a field stays an attribute, and the record has no time', () => {
    const log = parse('{"level":"info","msg":"x","time":0}')
    expect(log).not.toHaveProperty('timestamp')
    expect(log.attributes).toEqual({ time: 0 })
  })
})
