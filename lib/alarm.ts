import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { metricNamespace } from '../lambdas/core/telemetry/index.ts'

/** An alarm in words. */
export interface AlarmSpec {
  /** After the pipeline's name it is the alarm's physical name. */
  readonly name: string
  /** The heading in docs/operations.md; `name` unless several alarms have one. */
  readonly section?: string
  /** One sentence that a person woken at night understands. */
  readonly says: string
  readonly metric: IMetric
  readonly threshold: number
  readonly when?: ComparisonOperator
  /** How many periods in a row; 1 unless a retry usually mends it. */
  readonly periods?: number
  readonly missing?: TreatMissingData
}

export const fiveMinutes = Duration.minutes(5)
export const hour = Duration.hours(1)
export const atLeastOne = 1

export function ofFunction(
  fn: IFunction,
  metricName: string,
  statistic: string,
  period = fiveMinutes,
): IMetric {
  return fn.metric(metricName, { period, statistic })
}

/** What the functions print as metrics, of the whole pipeline. */
export const ofPipeline = (
  pipeline: string,
  metricName: string,
  statistic: string,
  period = fiveMinutes,
  more: Readonly<Record<string, string>> = {},
): IMetric =>
  new Metric({
    namespace: metricNamespace,
    metricName,
    dimensionsMap: { pipeline, ...more },
    period,
    statistic,
  })

export const waiting = (queue: IQueue): IMetric =>
  queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: Stats.MAXIMUM })

/** A function that a schedule should have run in each of three periods. */
export const asleep = (fn: IFunction, period: Duration): Omit<AlarmSpec, 'name' | 'says'> => ({
  metric: ofFunction(fn, 'Invocations', Stats.SUM, period),
  threshold: atLeastOne,
  when: ComparisonOperator.LESS_THAN_THRESHOLD,
  periods: 3,
  missing: TreatMissingData.BREACHING,
})

/** A function that has failed in each of so many periods. */
export const failing = (
  fn: IFunction,
  periods: number,
  period = fiveMinutes,
): Omit<AlarmSpec, 'name' | 'says'> => ({
  metric: ofFunction(fn, 'Errors', Stats.SUM, period),
  threshold: atLeastOne,
  periods,
})

/** Makes alarms that tell a topic when they begin and when they are over. */
export function makeAlarms(
  scope: Construct,
  pipeline: string,
  topic: ITopic,
  specs: readonly AlarmSpec[],
): void {
  const action = new SnsAction(topic)
  for (const { name, section = name, says, metric, threshold, when, periods, missing } of specs) {
    const alarm = new Alarm(scope, name, {
      alarmName: `${pipeline}-${name}`,
      alarmDescription: `Sluice ${pipeline}: ${says} What to do: docs/operations.md#${section}`,
      metric,
      threshold,
      comparisonOperator: when ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods ?? 1,
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(action)
    alarm.addOkAction(action)
  }
}
