import { describe, expect, it } from 'vitest'
import { createRouter } from '../../../../lambdas/core/route/index.ts'
import { eventId } from '../../../support/events.ts'
import { recordOf } from '../../../support/records.ts'

const debug = recordOf({ severity_number: 5 })
const error = recordOf({ severity_number: 17 }, 1)

describe('route', () => {
  it('keeps everything when there are no routes', () => {
    expect([debug, error].map(createRouter([]))).toEqual([undefined, undefined])
  })

  it('lets the first route that matches decide', () => {
    const route = createRouter([
      { name: 'audit', when: { 'service.name': 'shop', severity: 'error' }, action: 'keep' },
      { name: 'none', when: {}, action: 'drop' },
    ])
    expect([debug, error].map(route)).toEqual(['none', undefined])
  })

  it('samples the same records each time, close to the share that was asked for', () => {
    const records = Array.from({ length: 10_000 }, (_, i) => recordOf({ event_id: eventId(i) }))
    const route = createRouter([{ name: 'health', when: {}, action: { sample: 0.1 } }])
    const answers = records.map(route)
    expect(records.map(route)).toEqual(answers)
    const kept = answers.filter((dropping) => dropping === undefined).length
    expect(answers.filter((dropping) => dropping === 'health')).toHaveLength(10_000 - kept)
    expect(Math.abs(kept - 1_000)).toBeLessThan(120)
  })
})
