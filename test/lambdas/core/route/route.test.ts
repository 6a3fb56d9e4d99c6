import { describe, expect, it } from 'vitest'
import { createRouter } from '../../../../lambdas/core/route/index.ts'
import { eventId } from '../../../support/events.ts'
import { recordOf } from '../../../support/records.ts'

const debug = recordOf({ severity_number: 5 })
const error = recordOf({ severity_number: 17 }, 1)

describe('route', () => {
  it('keeps everything when there are no routes', () => {
    expect(createRouter([])([debug, error])).toEqual({ kept: [debug, error], dropped: new Map() })
  })

  it('lets the first route that matches decide', () => {
    const route = createRouter([
      { name: 'audit', when: { 'service.name': 'shop', severity: 'error' }, action: 'keep' },
      { name: 'none', when: {}, action: 'drop' },
    ])
    expect(route([debug, error])).toEqual({ kept: [error], dropped: new Map([[debug, 'none']]) })
  })

  it('samples the same records each time, close to the share that was asked for', () => {
    const records = Array.from({ length: 10_000 }, (_, i) => recordOf({ event_id: eventId(i) }))
    const route = createRouter([{ name: 'health', when: {}, action: { sample: 0.1 } }])
    const { kept, dropped } = route(records)
    expect(route(records).kept).toEqual(kept)
    expect(kept.length + dropped.size).toBe(10_000)
    expect(Math.abs(kept.length - 1_000)).toBeLessThan(120)
  })
})
