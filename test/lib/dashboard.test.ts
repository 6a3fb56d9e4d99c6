import { expect, test } from 'vitest'
import { alertMetrics } from '../../lambdas/core/alert/index.ts'
import { emptyAlertReport } from '../../lambdas/core/alert/report.ts'
import { emptyReport } from '../../lambdas/core/report.ts'
import { emptySubscribeReport } from '../../lambdas/core/subscribe/index.ts'
import { ingestMetrics, subscribeMetrics } from '../../lambdas/core/telemetry/index.ts'
import type { PipelineConfig } from '../../lib/config.ts'
import { accountingQuery, redactionsQuery } from '../../lib/dashboard.ts'
import { propertiesOf, templateOf } from './synth.ts'

type Row = (string | { readonly [key: string]: unknown })[]
interface Widget {
  readonly properties: { readonly title?: string; readonly metrics?: Row[]; readonly query?: string }
}

function widgetsOf(config: Partial<PipelineConfig> = {}): Widget[] {
  const { DashboardBody } = propertiesOf(templateOf(config), 'AWS::CloudWatch::Dashboard') as {
    DashboardBody: { 'Fn::Join': [string, unknown[]] }
  }
  const body = DashboardBody['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : 'reference'))
    .join('')
  return JSON.parse(body).widgets
}
const rows = (config: Partial<PipelineConfig> = {}): Row[] =>
  widgetsOf(config).flatMap(({ properties }) => properties.metrics ?? [])

/** The names of all metrics that the functions print. */
const printed = new Set(
  [
    ...ingestMetrics(
      { ...emptyReport, dropped: { r: 1 }, quarantined: { c: 1 }, redactions: { d: 1 } },
      'shop',
      0,
    ),
    alertMetrics({ ...emptyAlertReport, open: 0 }, 'shop', 1, 0),
    ...subscribeMetrics({ report: emptySubscribeReport, unfinished: false }, 'shop', 0),
  ]
    .map((line) => JSON.parse(line))
    .flatMap((line) => line._aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { Name: string }) => Name)),
)

test('the dashboard shows only metrics that the functions print', () => {
  const own = rows().filter(([namespace]) => namespace === 'Sluice')
  expect(own.length).toBeGreaterThan(8)
  for (const [, name, dimension, value] of own) {
    expect(printed).toContain(name)
    expect([dimension, value]).toEqual(['pipeline', 'shop'])
  }
})

test('redactions and quarantine are searched for by their dimension, whatever values it has', () => {
  const expressions = rows().flatMap(([first]) =>
    typeof first === 'object' ? [String(first['expression'])] : [],
  )
  expect(expressions).toEqual([
    `SEARCH('{Sluice,pipeline,detector} pipeline="shop" MetricName="Redactions"', 'Sum', 300)`,
    `SEARCH('{Sluice,pipeline,code} pipeline="shop" MetricName="Quarantined"', 'Sum', 300)`,
  ])
})

test('the delay is that of the way in which logs are delivered', () => {
  const names = (config?: Partial<PipelineConfig>) => rows(config).map(([, name]) => name)
  expect(names()).toContain('AsyncEventAge')
  const kinesis = { delivery: { kinesis: { mode: 'on-demand' as const } } }
  expect(names(kinesis)).toContain('IteratorAge')
  expect(names(kinesis)).not.toContain('AsyncEventAge')
})

/** The query of one widget, by what it asks for. */
const queryOf = (lines: readonly string[]): string =>
  widgetsOf().find(({ properties }) => properties.query?.includes(lines.join('\n| ')))!.properties.query!

test('the account of each log group is asked of fields that ingest prints', () => {
  const [line] = ingestMetrics({ ...emptyReport, logGroup: '/ecs/shop' }, 'shop', 0)
  const fields = [...queryOf(accountingQuery).matchAll(/\b(log_group|Events\w+|Quarantined)\b/g)].map(
    ([name]) => name,
  )
  expect(fields.length).toBeGreaterThan(6)
  for (const field of fields) expect(Object.keys(JSON.parse(line!))).toContain(field)
})

test('redactions by detector and log group are asked of fields that ingest prints', () => {
  const report = { ...emptyReport, logGroup: '/ecs/shop', redactions: { email: 2 } }
  const line = ingestMetrics(report, 'shop', 0).map((each) => JSON.parse(each))[1]
  expect(line).toMatchObject({ detector: 'email', log_group: '/ecs/shop', Redactions: 2 })
  const fields = [...queryOf(redactionsQuery).matchAll(/\b(detector|log_group|Redactions)\b/g)].map(
    ([name]) => name,
  )
  for (const field of new Set(fields)) expect(Object.keys(line)).toContain(field)
  expect(new Set(fields).size).toBe(3)
})

test('incidents that are open, records that were only counted, and what costs are on it', () => {
  const names = rows().map(([, name]) => name)
  for (const name of [
    'IncidentsOpen',
    'RecordsSuppressed',
    'ObjectsArchived',
    'ConsumedWriteCapacityUnits',
    'BucketSizeBytes',
  ])
    expect(names).toContain(name)
})
