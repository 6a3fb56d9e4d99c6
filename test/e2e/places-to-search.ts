import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb'
import type { Place } from './assertions/secrets.ts'
import type { Archive } from './buckets.ts'
import type { Deployed } from './deploy.ts'
import { ownLog } from './functions.ts'
import type { Aws } from './local-aws.ts'
import { type Inbox, readInbox } from './notifications.ts'

/** Every item of a table, as JSON. */
export async function scan(aws: Aws, table: string): Promise<string[]> {
  const items: string[] = []
  let from: Record<string, AttributeValue> | undefined
  do {
    const page = await aws.dynamodb.send(new ScanCommand({ TableName: table, ExclusiveStartKey: from }))
    items.push(...(page.Items ?? []).map((item) => JSON.stringify(item)))
    from = page.LastEvaluatedKey
  } while (from)
  return items
}

/** Everything that the pipeline made where people or machines read it: all but the quarantine, which keeps originals. */
export async function placesToSearch(
  aws: Aws,
  pipeline: string,
  deployed: Deployed,
  archive: Archive,
  inbox: Inbox,
): Promise<Record<'objects' | 'items' | 'messages' | 'ownLogs', Place[]>> {
  const objects: Place[] = []
  for (const { key } of await archive.objects())
    objects.push({ name: `object ${key}`, text: `${key}\n${(await archive.text(key)).toString('utf8')}` })
  const items = (await scan(aws, deployed.table)).map((text, index) => ({ name: `item ${index}`, text }))
  const messages = (await readInbox(aws, inbox)).map((notification, index) => ({
    name: `message ${index}`,
    text: [JSON.stringify(notification), notification.Subject, notification.Message].join('\n'),
  }))
  const ownLogs = []
  for (const own of ['ingest', 'alert'] as const)
    ownLogs.push({ name: `the log of ${own}`, text: (await ownLog(aws, pipeline, own)).join('\n') })
  return { objects, items, messages, ownLogs }
}
