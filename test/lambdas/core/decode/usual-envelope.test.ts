import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopeFault } from '../../../../lambdas/core/decode/index.ts'
import { readUsualEnvelope } from '../../../../lambdas/core/decode/usual-envelope.ts'
import { envelopeOf, eventsOf } from '../../../support/events.ts'

const read = (json: string) => readUsualEnvelope(Buffer.from(json))
/** The events of an envelope as JSON has them. */
const eventsIn = (json: string): unknown => {
  const envelope = read(json)
  return envelope && JSON.parse(JSON.stringify(envelope.logEvents))
}
const whole = JSON.stringify(envelopeOf(['a "quoted" line', 'b']))

/** What `JSON.parse` says, of the parts that an envelope has. */
const expected = (json: string) => {
  const { logEvents } = JSON.parse(json) as { logEvents: unknown }
  return logEvents
}

describe('an envelope of the usual kind', () => {
  it('is read as JSON is', () => {
    const envelope = read(whole)
    expect(eventsIn(whole)).toEqual(eventsOf(['a "quoted" line', 'b']))
    expect(envelopeFault(envelope)).toBeUndefined()
    expect(envelope?.logGroup).toBe('/ecs/shop/web')
  })

  it('keeps all messages to the letter', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '\\',
        '"',
        '\\u0041',
        '\n',
        '\t',
        '\r',
        '\b',
        '\f',
        '/',
        '\u0000',
        '\u007f',
        '\ud800',
        'é',
        '密',
        '😀',
        '"}]}',
        '",',
      ),
      fc.string({ maxLength: 100 }),
    )
    const message = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 20 }), (messages) => {
        const json = JSON.stringify(envelopeOf(messages))
        expect(eventsIn(json)).toEqual(expected(json))
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('reads every escape that JSON has', () => {
    const message = '\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\uD83D\\ude00'
    const json = whole.replace('"b"', `"${message}"`)
    expect(read(json)?.logEvents[1]?.message).toBe('"\\/\b\f\n\r\tAé😀')
  })

  it('forgets nothing of a payload when the next one is read', () => {
    const first = read(JSON.stringify(envelopeOf(['one', 'two é'])))
    read(JSON.stringify(envelopeOf(['x'.repeat(300_000), 'other', 'another'])))
    expect(first?.logEvents.map(({ message }) => message)).toEqual(['one', 'two é'])
  })

  it('may have what AWS adds', () => {
    const json = whole.replace(/]}$/, '],"policyLevel":"ACCOUNT_LEVEL_POLICY"}')
    expect(read(json)?.logEvents).toHaveLength(2)
  })

  it.each([
    ['a blank between events', whole.replace('},{', '}, {')],
    ['a line feed between events', whole.replace('},{', '},\n{')],
    ['another order of fields', whole.replace(/"id":"(\d+)","timestamp":(\d+)/, '"timestamp":$2,"id":"$1"')],
    ['a field more', whole.replace('"b"}', '"b","account":"1"}')],
    ['a field less', whole.replace(',"message":"b"', '')],
    ['a time with a fraction', whole.replace(/("timestamp":\d+)/, '$1.5')],
    ['a time with a zero before it', whole.replace('"timestamp":1', '"timestamp":01')],
    ['a time of long ago', whole.replace(/"timestamp":\d+/, '"timestamp":5')],
    ['a time of the far future', whole.replace(/"timestamp":\d+/, '"timestamp":17173200000000')],
    ['a negative time', whole.replace('"timestamp":', '"timestamp":-')],
    ['an empty id', whole.replace(/"id":"\d+"/, '"id":""')],
    ['an id of 129 digits', whole.replace(/"id":"\d+"/, `"id":"${'1'.repeat(129)}"`)],
    ['an id that would leave its folder', whole.replace('"id":"', '"id":"../')],
    ['an unknown escape', whole.replace('"b"', '"\\x41"')],
    ['an escape with too few digits', whole.replace('"b"', '"\\u12"')],
    ['a control character in a message', whole.replace('"b"', '"\u0001"')],
    ['a cut in a message', whole.slice(0, -5)],
    ['a cut behind an event', whole.slice(0, -2)],
    ['a cut behind the events', whole.slice(0, -1)],
    ['something behind it', `${whole}x`],
    ['a comma behind the last event', whole.replace(']}', ',]}')],
    ['no events', JSON.stringify(envelopeOf([]))],
    ['events that are named twice', whole.replace(/]}$/, '],"logEvents":[]}')],
    ['events that are named twice, once in disguise', whole.replace(/]}$/, '],"log\\u0045vents":[]}')],
    ['events that were named before', whole.replace('{', '{"logEvents": [],')],
    ['events of something inside', `{"a":${whole}}`],
    ['another type', whole.replace('DATA_MESSAGE', 'CONTROL_MESSAGE')],
    ['an owner that is a number', whole.replace(/"owner":"\d+"/, '"owner":1')],
    ['no JSON', 'hello'],
    ['nothing', ''],
  ])('is not one with %s', (_, json) => {
    expect(json).not.toBe(whole)
    expect(read(json)).toBeUndefined()
  })

  it('is not one when it is larger than what memory is kept for', () => {
    expect(read(JSON.stringify(envelopeOf(['x'.repeat(17 << 20)])))).toBeUndefined()
  })

  it('agrees with JSON wherever one byte is another one', () => {
    const parsed = (json: string): unknown => {
      try {
        const value: unknown = JSON.parse(json)
        return envelopeFault(value) === undefined ? (value as { logEvents: unknown }).logEvents : undefined
      } catch {
        return undefined
      }
    }
    for (let at = 0; at < whole.length; at++)
      for (const other of ['"', '\\', ',', '}', ']', '1', 'x', '\u0000']) {
        const json = whole.slice(0, at) + other + whole.slice(at + 1)
        const events = eventsIn(json)
        if (events !== undefined) expect(events).toEqual(parsed(json))
      }
  })
})
