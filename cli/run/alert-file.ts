import { createReadStream } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import type { Notification } from '../../lambdas/core/alert/index.ts'
import { errorCode, failure } from '../errors.ts'
import { LineSplitter } from '../input/lines.ts'
import { readAlertLine } from '../report/index.ts'

/** alerts.jsonl: what has been told, one notification a line. */
export interface AlertFile {
  /** Appends a notification unless one with its `alert_id` is there; says whether it did. */
  append(notification: Notification): Promise<boolean>
}

/** The ids of the notifications that a file holds, and whether its last line is complete. */
async function idsIn(path: string): Promise<{ readonly ids: Set<string>; readonly complete: boolean }> {
  const ids = new Set<string>()
  const splitter = new LineSplitter()
  try {
    for await (const chunk of createReadStream(path))
      for (const { bytes } of splitter.push(chunk as Buffer)) {
        const id = readAlertLine(bytes.toString('utf8'))?.alert_id
        if (id !== undefined) ids.add(id)
      }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT')
      throw failure('alerts_unreadable', `cannot read alerts.jsonl: ${errorCode(error)}`, error)
  }
  return { ids, complete: splitter.finish() === undefined }
}

/** As it is told here: links into the AWS console would lead nowhere. */
function localNotification(notification: Notification): Notification {
  const { runbook } = notification.links
  return { ...notification, links: runbook === undefined ? {} : { runbook } }
}

/** Opens alerts.jsonl. A line that a crash has cut off is ended, so that the next one stands on its own. */
export async function openAlertFile(path: string): Promise<AlertFile> {
  const { ids, complete } = await idsIn(path)
  await appendFile(path, complete ? '' : '\n')
  return {
    async append(notification) {
      if (ids.has(notification.alert_id)) return false
      await appendFile(path, `${JSON.stringify(localNotification(notification))}\n`)
      ids.add(notification.alert_id)
      return true
    },
  }
}
