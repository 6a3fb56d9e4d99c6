import type { Archive, StoredObject } from '../buckets.ts'
import type { Problems } from '../checks.ts'
import type { SentBatch } from '../delivery.ts'

/** Each event that was sent is in the archive once: as many ids in each stream as events sent, and no id twice. */
export async function everyEventOnce(archive: Archive, sent: readonly SentBatch[]): Promise<Problems> {
  const byStream = await archive.idsByStream()
  return sent.flatMap(({ logStream, events }) => {
    const ids = byStream.get(logStream) ?? []
    const twice = ids.length - new Set(ids).size
    const problems = []
    if (ids.length !== events.length)
      problems.push(`stream ${logStream}: ${events.length} events sent, ${ids.length} in the archive`)
    if (twice > 0) problems.push(`stream ${logStream}: ${twice} ids more than once`)
    return problems
  })
}

/** The same objects, none of them written again. */
export function unchanged(before: readonly StoredObject[], after: readonly StoredObject[]): Problems {
  const known = new Map(before.map((object) => [object.key, object]))
  return after.flatMap(({ key, etag, modified }) => {
    const old = known.get(key)
    if (!old) return [`${key} is new`]
    return old.etag === etag && old.modified === modified ? [] : [`${key} was written again`]
  })
}
