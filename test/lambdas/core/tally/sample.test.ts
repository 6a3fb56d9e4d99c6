import { describe, expect, test } from 'vitest'
import { clean, cleanLine, pickSamples, type Sample, tally } from '../../../../lambdas/core/tally/index.ts'
import { aRecord } from '../../../support/alerts/records.ts'
import { aRule } from '../../../support/alerts/rules.ts'

describe('text that people are shown', () => {
  test.each([
    ['colours', '\u001b[1;31merror\u001b[0m', '\ufffderror\ufffd'],
    ['a terminal title', '\u001b]0;owned\u0007done', '\ufffddone'],
    [
      'a link that hides its target',
      '\u001b]8;;https://evil.example\u001b\\bank\u001b]8;;\u001b\\',
      '\ufffdbank\ufffd',
    ],
    ['the eight-bit form of an escape', '\u009b31mred', '\ufffd31mred'],
    ['NUL, backspace, carriage return', 'a\u0000b\u0008c\rd', 'a\ufffdb\ufffdc\ufffdd'],
    ['a text that is turned round', 'safe\u202egpj.exe', 'safe\ufffdgpj.exe'],
    ['half of a surrogate pair', 'a\ud83db', 'a\ufffdb'],
    ['what is fine', 'größe\t统计 💥\r\nline', 'größe\t统计 💥\nline'],
  ])('%s', (_, text, shown) => {
    expect(clean(text, 100)).toBe(shown)
  })

  test('is never put together from what a control character kept apart', () => {
    const number = ['4111', '1111', '1111', '1111'].join('\u0001')
    expect(clean(number, 100).replace(/\D/g, '|')).toBe('4111|1111|1111|1111')
    expect(clean(number.replaceAll('\u0001', '\u001b[0m'), 100)).not.toContain('41111111')
  })

  test('is cut, with a sign, and never inside a character', () => {
    expect(clean('x'.repeat(11), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(clean('💥'.repeat(10), 10)).toBe(`${'💥'.repeat(4)}…`)
    expect(clean('x'.repeat(10), 10)).toBe('x'.repeat(10))
    expect(clean('\u001b[0m'.repeat(1_000), 10).length).toBeLessThanOrEqual(10)
    expect(cleanLine(' a \n b ', 10)).toBe('a b')
  })

  test('a megabyte of escapes takes no time', () => {
    const begin = performance.now()
    for (const part of ['\u001b[', '\u001b]', '\u001bP', '\u009b']) clean(part.repeat(500_000), 2_048)
    expect(performance.now() - begin).toBeLessThan(500)
  })
})

describe('samples', () => {
  const stacktrace = [
    'Traceback (most recent call last):',
    '  File "/srv/shop/views.py", line 12, in pay',
    '    charge(order)',
    '  File "/srv/shop/payments.py", line 88, in charge',
    '    client.post(url)',
    '  File "/usr/lib/python3.13/site-packages/requests/api.py", line 115, in post',
    '    return request("post", url)',
    'requests.exceptions.Timeout: timed out',
  ].join('\n')
  const exception = (type: string, more = {}) => ({
    'exception.type': type,
    'exception.message': 'no',
    ...more,
  })
  const samplesOf = (...records: ReturnType<typeof aRecord>[]) =>
    tally(records, 'batch', [aRule()])[0]!.samples

  test("say what it was, and where in the application's own code", () => {
    const attributes = exception('Timeout', { 'exception.stacktrace': stacktrace })
    expect(samplesOf(aRecord({ attributes, scope_name: 'app.payments', fingerprint: 'v1:0' }))).toMatchObject(
      [
        {
          body: 'payment failed',
          logger: 'app.payments',
          fingerprint: 'v1:0',
          log_group: '/ecs/shop',
          log_stream: 'web/1',
          exception: {
            type: 'Timeout',
            message: 'no',
            frame: 'File "/srv/shop/payments.py", line 88, in charge',
          },
        },
      ],
    )
  })

  test('of JavaScript have the innermost frame, which comes first there', () => {
    const trace =
      'Error: no\n    at node:internal/timers:1:1\n    at charge (/srv/pay.ts:3:9)\n    at main (/srv/app.ts:1:1)'
    const [sample] = samplesOf(aRecord({ attributes: exception('Error', { 'exception.stacktrace': trace }) }))
    expect(sample!.exception!.frame).toBe('at charge (/srv/pay.ts:3:9)')
  })

  const ofTypes = (types: readonly string[], batch = 'batch') =>
    tally(
      types.map((type, i) => aRecord({ timestamp: 1_700_000_000_000 + i, attributes: exception(type) })),
      batch,
      [aRule()],
    )[0]!.samples
  const typesOf = (samples: readonly Sample[]) => samples.map(({ exception }) => exception?.type)

  test('are of different errors, the most frequent first, then the newest, three at most', () => {
    expect(typesOf(ofTypes(['A', 'A', 'B', 'A', 'C', 'A']))).toEqual(['A', 'C', 'B'])
    expect(typesOf(ofTypes(['B', 'B', 'A', 'C', 'D']))).toEqual(['B', 'D', 'C'])
  })

  test('are of the most frequent error, however many others came after it', () => {
    const others = Array.from({ length: 90 }, (_, i) => `Other${i}`)
    const [first] = ofTypes([...Array<string>(100).fill('PaymentError'), ...others])
    expect(first).toMatchObject({ exception: { type: 'PaymentError' }, count: 100 })
  })

  test('of a kind count all records of the kind together', () => {
    expect(ofTypes(['A', 'A', 'A', 'A', 'B']).map(({ count = 1 }) => count)).toEqual([3, 1, 1])
    expect(ofTypes(['A', 'A', 'A', 'A', 'A']).map(({ count = 1 }) => count)).toEqual([3, 1, 1])
  })

  test('are small: a body is cut to two kilobytes, and one long one leaves no room for others', () => {
    const records = Array.from({ length: 5 }, (_, i) => aRecord({ body: `${i}${'x'.repeat(100_000)}` }))
    const samples = samplesOf(...records)
    expect(samples).toHaveLength(1)
    expect(samples[0]!.body.length).toBe(2_048)
    expect(JSON.stringify(samples).length).toBeLessThan(4_096)
  })

  test('leave out one that is too long, not a shorter one after it', () => {
    const bodies = ['short', 'x'.repeat(2_000), 'y'.repeat(2_000)]
    expect(samplesOf(...bodies.map((body) => aRecord({ body }))).map(({ body }) => body)).toEqual([
      bodies[2],
      bodies[0],
    ])
  })

  test('of several tallies are of what is most frequent in all of them, not in one or in the newest', () => {
    const tallies = [
      ofTypes(['New', 'PaymentError', 'PaymentError', 'Rare', 'Rare', 'Rare'], '3'),
      ofTypes(['PaymentError', 'PaymentError', 'Late', 'Late', 'Late'], '2'),
      ofTypes([...Array<string>(4).fill('Burst'), 'PaymentError'], '1'),
    ]
    expect(typesOf(pickSamples(tallies.flat(), 8_000))).toEqual(['PaymentError', 'Burst', 'Rare'])
  })

  test('are the same whatever order equal records come in', () => {
    const records = ['A', 'B', 'C', 'B', 'D'].map((type, i) =>
      aRecord({ timestamp: 1_700_000_000_000 + i, attributes: exception(type) }),
    )
    expect(samplesOf(...records.toReversed())).toEqual(samplesOf(...records))
  })
})
