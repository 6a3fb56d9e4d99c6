/** What EventBridge invokes every hour: environment → clients → core. */
import { setTimeout } from 'node:timers/promises'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { readBundledConfig } from '../bundled-config.ts'
import { audit, auditMessage, readForwarded, readReceived } from '../core/audit/index.ts'
import { managedFilterName, ownLogGroup } from '../core/subscribe/index.ts'
import { auditMetrics } from '../core/telemetry/index.ts'
import { readAuditEnvironment } from './environment.ts'

const { name } = readBundledConfig(import.meta.url)
const { topicArn } = readAuditEnvironment(process.env)
const sns = new SNSClient({})
const cloudWatch = new CloudWatchClient({})
const logs = new CloudWatchLogsClient({})
const wait = (milliseconds: number) => setTimeout(milliseconds)

/**
 * Compares, for an hour that is over, what was forwarded with what ingest received, prints the metrics of it, and tells the topic
 * `default` of which log groups events did not arrive.
 */
export async function handler(): Promise<void> {
  const now = Date.now()
  const found = await audit(now, {
    forwarded: (span) => readForwarded(cloudWatch, [name, managedFilterName(name)], span),
    received: (span) => readReceived(logs, ownLogGroup(name, 'ingest'), span, wait),
  })
  for (const line of auditMetrics(found, name, now)) console.log(line)
  const message = auditMessage(found, name)
  if (!message) return
  const { subject: Subject, text: Message } = message
  await sns.send(new PublishCommand({ TopicArn: topicArn, Subject, Message }))
}
