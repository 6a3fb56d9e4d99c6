import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, decodeFaults } from '../../../../lambdas/core/decode/index.ts'
import { encodePayload, envelopeOf, eventId, nine, payloadOf } from '../../../support/events.ts'

const codeOf = (data: unknown, maxBytes?: number): string => {
  const decoded = decode(data, maxBytes)
  return decoded.kind === 'fault' ? decoded.code : decoded.kind
}
const event = { id: eventId(1), timestamp: nine, message: 'hello' }

describe('decode', () => {
  it('reads what a subscription delivers', () => {
    const decoded = decode(payloadOf(['one', 'two']))
    expect(decoded.kind === 'data' && decoded.envelope.logEvents.map(({ message }) => message)).toEqual([
      'one',
      'two',
    ])
  })

  it('keeps every character of a message: NUL, lone surrogates, emoji, line ends', () => {
    const messages = ['a\u0000b', '\ud800 lone', '\udc00', '😀', 'a\r\nb\u2028c', '']
    const decoded = decode(payloadOf(messages))
    expect(decoded.kind === 'data' && decoded.envelope.logEvents.map(({ message }) => message)).toEqual(
      messages,
    )
  })

  it('knows a control message and looks no further into it', () => {
    expect(codeOf(encodePayload({ messageType: 'CONTROL_MESSAGE', logEvents: [{ id: '' }] }))).toBe('control')
  })

  it('takes a single event of 1 MB', () => {
    expect(codeOf(payloadOf(['x'.repeat(1_048_576)]))).toBe('data')
  })

  it.each([
    ['not base64', '*** not base64 ***', 'not_base64'],
    ['an empty string', '', 'not_base64'],
    ['nothing', undefined, 'unexpected_shape'],
    ['an object', { data: 'x' }, 'unexpected_shape'],
    ['base64 of something else', Buffer.from('plain text, and long enough').toString('base64'), 'not_gzip'],
    ['two bytes', 'H4s=', 'truncated'],
    ['gzip of no JSON', encodePayload('{"messageType":'), 'not_json'],
    ['gzip of nothing', encodePayload(''), 'not_json'],
    ['a JSON string', encodePayload('"hello"'), 'unexpected_shape'],
    ['null', encodePayload('null'), 'unexpected_shape'],
    ['an unknown message type', payloadOf(['a'], { messageType: 'OTHER' }), 'unexpected_shape'],
    ['a numeric owner', payloadOf(['a'], { owner: 1 }), 'unexpected_shape'],
    ['events that are no list', payloadOf([], { logEvents: 'a' }), 'unexpected_shape'],
    ['an event that is null', payloadOf([], { logEvents: [null] }), 'unexpected_shape'],
    [
      'a message that is a number',
      payloadOf([], { logEvents: [{ ...event, message: 1 }] }),
      'unexpected_shape',
    ],
    [
      'an id that would leave its folder',
      payloadOf([], { logEvents: [{ ...event, id: '../x' }] }),
      'unexpected_shape',
    ],
    ['a time as text', payloadOf([], { logEvents: [{ ...event, timestamp: '1' }] }), 'unexpected_shape'],
    ['a time before 2000', payloadOf([], { logEvents: [{ ...event, timestamp: -1 }] }), 'absurd_time'],
    ['a time after 2100', payloadOf([], { logEvents: [{ ...event, timestamp: 9e15 }] }), 'absurd_time'],
    ['no events', payloadOf([]), 'no_events'],
    ['one bad event among good ones', payloadOf([], { logEvents: [event, { id: '2' }] }), 'unexpected_shape'],
  ])('gives %s a code of its own', (_, data, code) => {
    expect(codeOf(data)).toBe(code)
  })

  it('tells a payload that was cut off from one that never was gzip', () => {
    const whole = gzipSync(JSON.stringify(envelopeOf(Array.from({ length: 100 }, (_, i) => `line ${i}`))))
    for (const length of [20, 50, whole.length - 9, whole.length - 1])
      expect(codeOf(whole.subarray(0, length).toString('base64'))).toBe('truncated')
  })

  it('stops inflating a bomb at the cap: 1 GB from 1 MB costs the cap, not 1 GB', () => {
    const part = gzipSync(Buffer.alloc(64 * 1_024 * 1_024))
    const bomb = Buffer.concat(Array.from({ length: 16 }, () => part))
    expect(bomb.length).toBeLessThan(1.1e6)
    expect(codeOf(bomb.toString('base64'))).toBe('too_large')
  })

  it('does not believe the size that a trailer states', () => {
    const honest = gzipSync(JSON.stringify(envelopeOf(['a'.repeat(100_000)])))
    for (const stated of [0, 1, 0xffffffff]) {
      const lying = Buffer.from(honest)
      lying.writeUInt32LE(stated, lying.length - 4)
      expect(codeOf(lying.toString('base64'))).toBe('not_gzip')
    }
    expect(codeOf(honest.toString('base64'), 1_000)).toBe('too_large')
  })

  it('never throws, whatever the bytes are', () => {
    const base64 = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64'))
    const broken = fc.tuple(fc.nat(), fc.nat(255)).map(([at, value]) => {
      const bytes = gzipSync(JSON.stringify(envelopeOf(['hello', 'world'])))
      bytes[at % bytes.length] = value
      return bytes.toString('base64')
    })
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), base64, broken), (data) => {
        const code = codeOf(data)
        return code === 'data' || code === 'control' || (decodeFaults as readonly string[]).includes(code)
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })
})
