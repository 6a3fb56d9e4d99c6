import type { RowTable } from './row-table.ts'

const word = 4

/** 53 bits of a hash: for two of 400,000 ids to have the same by accident has a chance of 1 in 100,000. */
function hashOf(view: DataView, start: number, end: number): number {
  let [a, b, at] = [0x811c9dc5, 0x9e3779b9, start]
  while (at < end) {
    const whole = at + word <= end
    const value = whole ? view.getUint32(at, true) : view.getUint8(at)
    at += whole ? word : 1
    a = Math.imul(a ^ value, 0x01000193)
    a ^= a >>> 15
    b = Math.imul(b + value, 0x85ebca6b)
    b ^= b >>> 13
  }
  return (a >>> 0) * 0x200000 + (b >>> 11)
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength)

function hashOfText(text: string): number {
  const bytes = Buffer.from(text)
  return hashOf(viewOf(bytes), 0, bytes.length)
}

/** Calls back with the hash of each id of some rows. */
function eachHash(
  { arena, texts, eventIds }: RowTable,
  rows: Iterable<number>,
  use: (hash: number) => void,
): void {
  const { starts, ends } = texts.event_id
  const view = viewOf(arena.bytes)
  for (const row of rows) {
    const ids = eventIds.get(row)
    if (ids) for (const id of ids) use(hashOfText(id))
    else use(hashOf(view, starts[row]!, ends[row]!))
  }
}

/**
 * The event ids of many rows as hashes, in order. It says surely that an id is not there; when it says that one may be, the
 * ids themselves have to be compared. A set of texts would take most of the time and memory of compaction.
 */
export class IdHashes {
  readonly #sorted: Float64Array

  constructor(table: RowTable, rows: Uint32Array) {
    const hashes = new Float64Array(rows.reduce((sum, row) => sum + table.events(row), 0))
    let at = 0
    eachHash(table, rows, (hash) => {
      hashes[at++] = hash
    })
    this.#sorted = hashes.sort()
  }

  /** Whether an id may be there twice. */
  mayRepeat(): boolean {
    const sorted = this.#sorted
    for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return true
    return false
  }

  mayHold(hash: number): boolean {
    let [low, high] = [0, this.#sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#sorted[middle]! < hash) low = middle + 1
      else high = middle
    }
    return this.#sorted[low] === hash
  }
}

/** Objects of which the ids are remembered: the next one to be written may overlap with the last ones in time. */
const remembered = 8

/** Which ids are in the objects that this process wrote last, so that they need not be read again. */
export class RecentIds {
  readonly #objects = new Map<string, IdHashes>()

  add(key: string, ids: IdHashes): void {
    this.#objects.set(key, ids)
    if (this.#objects.size > remembered) this.#objects.delete(this.#objects.keys().next().value!)
  }

  /** Whether one of the ids may be in the object. */
  mayHold(key: string, table: RowTable, rows: readonly number[]): boolean {
    const ids = this.#objects.get(key)
    let found = ids === undefined
    eachHash(table, rows, (hash) => {
      found ||= ids!.mayHold(hash)
    })
    return found
  }
}
