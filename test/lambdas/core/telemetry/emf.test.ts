import { describe, expect, it } from 'vitest'
import { emptyReport } from '../../../../lambdas/core/report.ts'
import { emf, ingestMetrics } from '../../../../lambdas/core/telemetry/index.ts'
import { nine } from '../../../support/events.ts'

describe('emf', () => {
  it('is the embedded metric format: definition, dimensions, values', () => {
    expect(
      JSON.parse(emf('Sluice', { pipeline: 'shop' }, { Events: 3, DelayMilliseconds: 12 }, nine)),
    ).toEqual({
      _aws: {
        Timestamp: nine,
        CloudWatchMetrics: [
          {
            Namespace: 'Sluice',
            Dimensions: [['pipeline']],
            Metrics: [
              { Name: 'Events', Unit: 'Count' },
              { Name: 'DelayMilliseconds', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
      pipeline: 'shop',
      Events: 3,
      DelayMilliseconds: 12,
    })
  })
})

describe('ingestMetrics', () => {
  it('prints the totals, and a line for each detector, route and code that occurred', () => {
    const report = {
      ...emptyReport,
      payloads: 1,
      redactions: { email: 2, jwt: 1 },
      dropped: { health: 5 },
      quarantined: { not_gzip: 1 },
    }
    const lines = ingestMetrics(report, 'shop', nine).map((line) => JSON.parse(line))
    expect(lines[0]).toMatchObject({
      pipeline: 'shop',
      PayloadsReceived: 1,
      Redactions: 3,
      EventsDropped: 5,
      Quarantined: 1,
    })
    expect(lines.slice(1).map(({ _aws, pipeline, ...rest }) => rest)).toEqual([
      { detector: 'email', Redactions: 2 },
      { detector: 'jwt', Redactions: 1 },
      { route: 'health', EventsDropped: 5 },
      { code: 'not_gzip', Quarantined: 1 },
    ])
  })
})

describe('metrics of a log group', () => {
  const report = { ...emptyReport, logGroup: '/ecs/shop', redactions: { email: 2 }, dropped: { health: 5 } }
  const printed = (measured: readonly string[]) =>
    ingestMetrics(report, 'shop', nine, new Set(measured)).map((line) => JSON.parse(line))
  const dimensions = (
    lines: { readonly _aws: { readonly CloudWatchMetrics: { readonly Dimensions: unknown }[] } }[],
  ) => lines.map(({ _aws }) => _aws.CloudWatchMetrics[0]!.Dimensions)

  it('cost nothing unless asked for: every line names the group, as a property', () => {
    const lines = printed(['/ecs/other'])
    expect(lines.map(({ log_group }) => log_group)).toEqual(['/ecs/shop', '/ecs/shop', '/ecs/shop'])
    expect(dimensions(lines)).toEqual([[['pipeline']], [['pipeline', 'detector']], [['pipeline', 'route']]])
  })

  it('are those of its detectors, routes and codes when it is named, beside those of the pipeline', () => {
    expect(dimensions(printed(['/ecs/shop']))).toEqual([
      [['pipeline']],
      [
        ['pipeline', 'detector'],
        ['pipeline', 'detector', 'log_group'],
      ],
      [
        ['pipeline', 'route'],
        ['pipeline', 'route', 'log_group'],
      ],
    ])
  })
})

it('the account of a log group is in the line of the totals, and is no dimension', () => {
  const [line] = ingestMetrics({ ...emptyReport, logGroup: '/ecs/shop', received: 3, archived: 3 }, 'shop', 0)
  const printed = JSON.parse(line!)
  expect(printed).toMatchObject({ log_group: '/ecs/shop', EventsReceived: 3, EventsArchived: 3 })
  expect(printed._aws.CloudWatchMetrics[0].Dimensions).toEqual([['pipeline']])
})
