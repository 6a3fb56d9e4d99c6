import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createMemoryIncidentStore, createMemorySightingStore } from '../../../../lambdas/core/alert/index.ts'
import { createMemoryTallyStore } from '../../../../lambdas/core/tally/index.ts'
import { aNotification } from '../../../support/alerts/incidents.ts'
import { type Schema, validate } from '../../../support/alerts/json-schema.ts'
import { simulate } from '../../../support/alerts/simulation.ts'

const file = new URL('../../../../docs/alert-message.schema.json', import.meta.url)
const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema

test('every notification is as the published schema says', async () => {
  let checked = 0
  const kinds = ['count', 'ratio', 'first_seen', 'silence'] as const
  for (let seed = 1; seed <= 60; seed++) {
    const kind = kinds[seed % kinds.length]!
    const stores = {
      tallies: createMemoryTallyStore(),
      incidents: createMemoryIncidentStore(),
      sightings: createMemorySightingStore(),
    }
    const faults = { crash: 0, throttle: 0 }
    const { published } = await simulate({ seed, kind, faults, span: 900, lateness: 1_500 }, stores)
    for (const each of published) expect(validate(JSON.parse(JSON.stringify(each)), schema)).toEqual([])
    checked += published.length
  }
  expect(checked).toBeGreaterThan(50)
  expect(validate(aNotification(), schema)).toEqual([])
})

test('the schema refuses what is not a notification', () => {
  const { alert_id: _, ...nameless } = aNotification()
  expect(validate(nameless, schema)).toEqual(['$.alert_id: is missing'])
  expect(validate({ ...aNotification(), secret: 1 }, schema)).toEqual(['$.secret: is unknown'])
  expect(validate({ ...aNotification(), observed: '3' }, schema)).toEqual(['$.observed: is not number'])
  expect(validate({ ...aNotification(), at: 'yesterday' }, schema)).toEqual(['$.at: has another form'])
})
