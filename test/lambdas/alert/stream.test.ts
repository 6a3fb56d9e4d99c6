import { expect, test } from 'vitest'
import { failuresOf, isStreamEvent, talliesOf } from '../../../lambdas/alert/stream.ts'
import { tallyItem } from '../../../lambdas/core/tally/dynamo.ts'
import { streamEventOf } from '../../support/alerts/stream.ts'
import { aTally } from '../../support/alerts/tallies.ts'

const tallies = ['a', 'b', 'c'].map((series) => aTally({ at: 1_700_000_000_000, batch: series, series }))
const items = tallies.map((tally) => tallyItem(tally, 1))

test('tallies come out of the stream as they went in', () => {
  expect(talliesOf(streamEventOf(items).Records).map(([, tally]) => tally)).toEqual(tallies)
})

test('what is not a tally, or was only removed, wakes nothing', () => {
  const incident = { pk: { S: 'incident#0' }, sk: { S: 'key' }, state: { S: '{}' } }
  const [removed] = streamEventOf(items.slice(0, 1)).Records
  const { Records } = streamEventOf([incident])
  expect(talliesOf([...Records, { ...removed!, eventName: 'REMOVE' }, {}])).toEqual([])
})

test('from the first record of a failed series on the stream is read again', () => {
  const read = talliesOf(streamEventOf(items).Records)
  expect(failuresOf(read, { series: ['c', 'b'] })).toEqual({ batchItemFailures: [{ itemIdentifier: '101' }] })
  expect(failuresOf(read, { series: [] })).toEqual({ batchItemFailures: [] })
})

test('the schedule is told from the stream', () => {
  expect(isStreamEvent({ Records: [] })).toBe(true)
  for (const event of [{ source: 'aws.events' }, {}, null, undefined, 'text'])
    expect(isStreamEvent(event)).toBe(false)
})
