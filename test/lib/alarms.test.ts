import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { alertMetrics } from '../../lambdas/core/alert/index.ts'
import { emptyAlertReport } from '../../lambdas/core/alert/report.ts'
import { emptyReport } from '../../lambdas/core/report.ts'
import { ingestMetrics } from '../../lambdas/core/telemetry/index.ts'
import { templateOf } from './synth.ts'

interface AlarmProperties {
  readonly AlarmName: string
  readonly AlarmDescription: string
  readonly AlarmActions: readonly unknown[]
  readonly OKActions: readonly unknown[]
  readonly Namespace?: string
  readonly MetricName?: string
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[]
  readonly TreatMissingData: string
}
/** With everything that has alarms of its own. */
const template = templateOf({
  sources: [{ logGroups: ['/ecs/*'] }],
  delivery: { kinesis: { mode: 'on-demand' } },
})
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties as AlarmProperties,
)
const operations = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8')
const headings = [...operations.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading)

test.each(alarms.map((alarm) => [alarm.AlarmName, alarm] as const))(
  '%s tells the default topic when it begins and when it ends',
  (_name, { AlarmActions, OKActions }) => {
    const topic = [{ Ref: expect.stringMatching(/^LogsTopicsdefault/) }]
    expect(AlarmActions).toEqual(topic)
    expect(OKActions).toEqual(topic)
  },
)

test.each(alarms.map((alarm) => [alarm.AlarmName, alarm] as const))(
  '%s points at a section of docs/operations.md that exists',
  (_name, { AlarmDescription }) => {
    const anchor = /docs\/operations\.md#([a-z-]+)$/.exec(AlarmDescription)?.[1]
    expect(headings).toContain(anchor)
  },
)

test('every alarm stands on one plain metric, which every CloudFormation takes', () => {
  for (const { Namespace, MetricName } of alarms) {
    expect(Namespace).toBeDefined()
    expect(MetricName).toBeDefined()
  }
})

test.each(['Errors', 'Throttles', 'AsyncEventAge', 'AsyncEventsDropped', 'DestinationDeliveryFailures'])(
  'ingest is watched for %s',
  (metric) => {
    expect(
      alarms.filter(({ MetricName, AlarmName }) => MetricName === metric && /ingest/.test(AlarmName)),
    ).toHaveLength(1)
  },
)

test.each([
  ['shop-quarantine', ingestMetrics({ ...emptyReport, quarantined: { not_json: 1 } }, 'shop', 0)[0]],
  ['shop-alert-pending', alertMetrics({ ...emptyAlertReport, pending: 1 }, 'shop', 0)],
])('%s watches a metric that the function prints', (name, line) => {
  const printed = JSON.parse(line!)
  const alarm = alarms.find(({ AlarmName }) => AlarmName === name)!
  const [definition] = printed._aws.CloudWatchMetrics
  expect(alarm.Namespace).toBe(definition.Namespace)
  expect(alarm.Dimensions?.map(({ Name }) => Name)).toEqual(definition.Dimensions[0])
  for (const { Name, Value } of alarm.Dimensions ?? []) expect(printed[Name]).toBe(Value)
  expect(printed[alarm.MetricName!]).toBe(1)
})

test('silence is no alarm, except of the functions that should run every minute and every hour', () => {
  const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching')
  expect(breaching.map(({ AlarmName }) => AlarmName)).toEqual(['shop-alert-asleep', 'shop-subscribe-asleep'])
})
