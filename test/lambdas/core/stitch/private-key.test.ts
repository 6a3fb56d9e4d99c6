import { describe, expect, it } from 'vitest'
import { stitch } from '../../../../lambdas/core/stitch/index.ts'
import { eventsOf } from '../../../support/events.ts'

const label = ['PRIVATE', 'KEY'].join(' ')
const body = ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7', '9JgEQa+0aB/xN0mHc1n5tq3Vb0y2', 'Zk0=']
const key = [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`]
const textsOf = (lines: readonly string[]) => stitch(eventsOf(lines)).map(({ text }) => text)

describe('stitch, of a private key', () => {
  it('joins its lines, so that they are redacted together', () => {
    expect(textsOf(['INFO loading', ...key, 'INFO loaded'])).toEqual([
      'INFO loading',
      key.join('\n'),
      'INFO loaded',
    ])
  })

  it('joins them behind whatever begins the line', () => {
    const lines = [`ERROR cannot use key ${key[0]}`, ...key.slice(1)]
    expect(textsOf(lines)).toEqual([lines.join('\n')])
  })

  it('marks a key that the batch cuts off', () => {
    expect(stitch(eventsOf(key.slice(0, 3)))).toMatchObject([{ unfinished: true }])
  })

  it('ends with the first line that is no key material', () => {
    expect(textsOf([...key.slice(0, 2), '{"message":"other"}'])).toEqual([
      key.slice(0, 2).join('\n'),
      '{"message":"other"}',
    ])
  })

  it('leaves a key alone that stands in one line', () => {
    const whole = key.join('\\n')
    expect(textsOf([whole, 'next'])).toEqual([whole, 'next'])
  })
})
