import type { LogRecord, Origin } from '../records.ts'
import { partitionAt, partitionOf } from './partition.ts'

/** So many partitions at most are made as a batch's records ask for them. A log that is not hostile asks for one or two. */
export const mostPartitions = 32

type Groups<Item> = Map<string, Item[]>

/** Puts the largest groups among `placed`, and returns what is in the others. */
function takeLargest<Item>(placed: Groups<Item>, groups: Groups<Item>): Item[] {
  const largestFirst = [...groups].sort(([, a], [, b]) => b.length - a.length)
  for (const [partition, items] of largestFirst.slice(0, mostPartitions))
    placed.set(partition, [...(placed.get(partition) ?? []), ...items])
  return largestFirst.slice(mostPartitions).flatMap(([, items]) => items)
}

/**
 * Records by the partition that they go into: each into that of its own service and event time, while these are few. A log that
 * says another service or time in each line would make an object of each line; so beyond the largest 32, records go into
 * their origin's service and the hour in which they came, and beyond 32 of those (CloudWatch Logs' own times, which no line can
 * choose) into one: never more than 65. What a record says of itself stays in it. Depends on the records alone: a batch that is
 * delivered again goes to the same places.
 */
export function placeRecords<Item extends LogRecord>(
  records: readonly Item[],
  { service }: Pick<Origin, 'service'>,
): Groups<Item> {
  const own = Map.groupBy(records, partitionOf)
  if (own.size <= mostPartitions) return own
  const placed: Groups<Item> = new Map()
  const strays = takeLargest(placed, own)
  const late = takeLargest(
    placed,
    Map.groupBy(strays, (record) => partitionAt(service, record.observed_timestamp)),
  )
  if (late.length > 0) {
    const last = partitionAt(service, late[0]!.observed_timestamp)
    placed.set(last, [...(placed.get(last) ?? []), ...late])
  }
  return placed
}
