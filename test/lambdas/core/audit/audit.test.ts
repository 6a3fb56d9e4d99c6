import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  audit,
  auditMessage,
  type Counters,
  type Forwarded,
  mostImbalances,
  readForwarded,
  readReceived,
  receivedQuery,
  type Span,
  spanToAudit,
} from '../../../../lambdas/core/audit/index.ts'
import { emptyReport } from '../../../../lambdas/core/report.ts'
import { auditMetrics, ingestMetrics } from '../../../../lambdas/core/telemetry/index.ts'

const at = (hours: number, minutes: number): number => Date.UTC(2026, 10, 22, hours, minutes)
const fine: Forwarded = { events: 10, errors: 0, throttles: 0 }
const counting = (
  forwarded: Record<string, Forwarded>,
  received: Record<string, number>,
  spans: Span[] = [],
): Counters => {
  const counter =
    <Count>(counts: Record<string, Count>) =>
    async (span: Span) => {
      spans.push(span)
      return new Map(Object.entries(counts))
    }
  return { forwarded: counter(forwarded), received: counter(received) }
}

describe('an audit', () => {
  it('is of the last hour that is over for half an hour', () => {
    expect(spanToAudit(at(9, 40))).toEqual({ from: at(8, 0), to: at(9, 0) })
    expect(spanToAudit(at(9, 29))).toEqual({ from: at(7, 0), to: at(8, 0) })
  })

  it('finds nothing where as much arrived as was forwarded, or more', async () => {
    const found = await audit(
      at(9, 40),
      counting({ '/a': fine, '/b': fine }, { '/a': 10, '/b': 17, '/c': 3 }),
    )
    expect(found).toMatchObject({ logGroups: 2, forwarded: 20, missing: 0, imbalances: [] })
  })

  it('names the log groups in which events are missing, or were not delivered, the worst first', async () => {
    const forwarded = { '/fine': fine, '/few': fine, '/none': fine, '/errors': { ...fine, errors: 2 } }
    const found = await audit(at(9, 40), counting(forwarded, { '/fine': 10, '/few': 9, '/errors': 10 }))
    expect(found).toMatchObject({ missing: 11, errors: 2 })
    expect(found.imbalances.map(({ logGroup, missing }) => [logGroup, missing])).toEqual([
      ['/none', 10],
      ['/few', 1],
      ['/errors', 0],
    ])
  })

  it('does not call missing what was on its way when the hour ended', async () => {
    const spans: Span[] = []
    await audit(at(9, 40), counting({}, {}, spans))
    expect(spans).toEqual([
      { from: at(8, 0), to: at(9, 0) },
      { from: at(7, 55), to: at(9, 30) },
    ])
  })

  it('names a bounded number of log groups and counts all', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`/${i}`, fine]))
    const found = await audit(at(9, 40), counting(many, {}))
    expect(found.missing).toBe(1_000)
    expect(auditMetrics(found, 'shop', 0)).toHaveLength(1 + mostImbalances)
    expect(JSON.parse(auditMetrics(found, 'shop', 0)[0]!)).toMatchObject({
      EventsMissing: 1_000,
      pipeline: 'shop',
    })
  })
})

describe('what was forwarded', () => {
  const aws = mockClient(CloudWatchClient)
  beforeEach(() => aws.reset())
  const dimensions = (logGroup: string) => [
    { Name: 'LogGroupName', Value: logGroup },
    { Name: 'DestinationType', Value: 'Lambda' },
    { Name: 'FilterName', Value: 'shop' },
  ]

  it('is the sum over the filters of a log group, page by page', async () => {
    aws
      .on(ListMetricsCommand)
      .resolves({ Metrics: [] })
      .on(ListMetricsCommand, {
        MetricName: 'ForwardedLogEvents',
        Dimensions: [{ Name: 'FilterName', Value: 'shop' }],
      })
      .resolves({ Metrics: [{ Dimensions: dimensions('/a') }], NextToken: 'more' })
      .on(ListMetricsCommand, { MetricName: 'ForwardedLogEvents', NextToken: 'more' })
      .resolves({ Metrics: [{ Dimensions: dimensions('/b') }] })
      .on(ListMetricsCommand, {
        MetricName: 'DeliveryErrors',
        Dimensions: [{ Name: 'FilterName', Value: 'shop.auto' }],
      })
      .resolves({ Metrics: [{ Dimensions: dimensions('/b') }] })
    aws
      .on(GetMetricDataCommand)
      .resolvesOnce({ MetricDataResults: [{ Id: 'm0', Values: [4] }], NextToken: 'more' })
      .resolves({
        MetricDataResults: [
          { Id: 'm0', Values: [3] },
          { Id: 'm1', Values: [5] },
          { Id: 'm2', Values: [1] },
        ],
      })
    const counts = await readForwarded(new CloudWatchClient({}), ['shop', 'shop.auto'], {
      from: at(8, 0),
      to: at(9, 0),
    })
    expect(Object.fromEntries(counts)).toEqual({
      '/a': { events: 7, errors: 0, throttles: 0 },
      '/b': { events: 5, errors: 1, throttles: 0 },
    })
    const [call] = aws.commandCalls(GetMetricDataCommand)
    expect(call!.args[0].input.MetricDataQueries![0]!.MetricStat).toMatchObject({
      Period: 3_600,
      Stat: 'Sum',
    })
  })
})

describe('what was received', () => {
  const aws = mockClient(CloudWatchLogsClient)
  beforeEach(() => {
    aws.reset()
    aws.on(StartQueryCommand).resolves({ queryId: 'q' })
  })
  const read = () =>
    readReceived(
      new CloudWatchLogsClient({}),
      '/aws/lambda/shop-ingest',
      { from: at(8, 0), to: at(9, 0) },
      async () => {},
    )

  it('is asked of what ingest prints, and waited for', async () => {
    const row = [
      { field: 'log_group', value: '/a' },
      { field: 'received', value: '12' },
    ]
    aws
      .on(GetQueryResultsCommand)
      .resolvesOnce({ status: 'Running' })
      .resolves({ status: 'Complete', results: [row] })
    expect(Object.fromEntries(await read())).toEqual({ '/a': 12 })
    const [line] = ingestMetrics({ ...emptyReport, logGroup: '/a' }, 'shop', 0)
    for (const field of ['log_group', 'EventsReceived']) {
      expect(receivedQuery).toContain(field)
      expect(JSON.parse(line!)).toHaveProperty(field)
    }
  })

  it.each(['Failed', 'Timeout', 'Cancelled'] as const)(
    'is a failure when the query ends as %s',
    async (status) => {
      aws.on(GetQueryResultsCommand).resolves({ status })
      await expect(read()).rejects.toThrow(`the query ended as ${status}`)
    },
  )

  it('is not waited for without end', async () => {
    aws.on(GetQueryResultsCommand).resolves({ status: 'Running' })
    await expect(read()).rejects.toThrow('takes too long')
  })
})

describe('what people are told', () => {
  const messageOf = async (forwarded: Record<string, Forwarded>, received: Record<string, number>) =>
    auditMessage(await audit(at(9, 40), counting(forwarded, received)), 'shop')

  it('is nothing when everything arrived, or was only throttled', async () => {
    expect(
      await messageOf({ '/a': fine, '/b': { ...fine, throttles: 9 } }, { '/a': 10, '/b': 10 }),
    ).toBeUndefined()
  })

  it('is which log groups, how many events, and of which hour', async () => {
    const forwarded = { '/a': { ...fine, events: 1_204 }, '/b': { ...fine, errors: 3 }, '/c': fine }
    const message = await messageOf(forwarded, { '/a': 1_100, '/b': 10, '/c': 10 })
    expect(message?.subject).toBe('[Sluice shop] 107 events did not arrive, 08:00-09:00 UTC')
    expect(message?.text.split('\n')).toEqual([
      'From 2026-11-22 08:00-09:00 UTC, events of these log groups did not arrive:',
      '',
      '  /a: 104 missing (1,204 forwarded, 1,100 received)',
      '  /b: 3 that CloudWatch Logs gave up delivering',
      '',
      'They may be late, and nothing lost yet. What to do: docs/operations.md#events-missing',
      '',
    ])
  })

  it('fits into a mail however many there are', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, i) => [`/${'x'.repeat(500)}${i}`, fine]),
    )
    const message = await messageOf(many, {})
    expect(message?.subject.length).toBeLessThanOrEqual(100)
    expect(message?.text.split('\n').filter((line) => line.startsWith('  /'))).toHaveLength(mostImbalances)
    expect(message?.text).toContain('the 20 worst')
  })
})
