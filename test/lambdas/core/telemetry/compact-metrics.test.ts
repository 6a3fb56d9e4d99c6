import { expect, test } from 'vitest'
import { emptyCompactReport } from '../../../../lambdas/core/compact/index.ts'
import { compactMetrics } from '../../../../lambdas/core/telemetry/index.ts'

test('a run that was cut off is told, with what it did', () => {
  const report = { ...emptyCompactReport, events: 5, bytesIn: 1_000, bytesOut: 100, complete: false }
  expect(JSON.parse(compactMetrics(report, 'shop', 1))).toMatchObject({
    pipeline: 'shop',
    CompactedEvents: 5,
    CompactedInBytes: 1_000,
    CompactedOutBytes: 100,
    CompactionUnfinished: 1,
    _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: 'Sluice', Dimensions: [['pipeline']] }] },
  })
})
