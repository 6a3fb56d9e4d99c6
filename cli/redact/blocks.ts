import type { LogEvent } from '../../lambdas/core/records.ts'
import { keyGoesOn, opensKey, stitch } from '../../lambdas/core/stitch/index.ts'
import type { Line } from '../input/lines.ts'

/** A line of text with its number in the input, from 1; pieces of one long line have the same. */
export interface TextLine {
  readonly number: number
  readonly text: string
  readonly line: Line
}

/** Lines that have to be redacted together. */
export type Block = readonly TextLine[]

/** What is held at most: lines that wait for the rest of what they belong to. */
const most = { lines: 2_000, characters: 1_048_576 }

/**
 * Groups lines into blocks: what the pipeline stitches, and private keys, whose lines mean nothing one by one. Holds a bounded
 * number of lines.
 */
export class Blocks {
  private held: TextLine[] = []
  private characters = 0
  private inKey = false

  /** The blocks that `line` completes. */
  add(line: TextLine): Block[] {
    this.held.push(line)
    this.characters += line.text.length
    this.inKey = this.inKey ? keyGoesOn(line.text) : opensKey(line.text)
    return this.held.length >= most.lines || this.characters >= most.characters ? this.release() : []
  }

  /** Blocks that are complete: all but the last, which may go on, and nothing while a private key is open. */
  complete(): Block[] {
    if (this.inKey || this.held.length === 0) return []
    const blocks = grouped(this.held)
    this.hold(blocks.pop() ?? [])
    return blocks
  }

  /** A private key has begun and not ended: what is held must not be given out before it has, or the input ends. */
  get keyIsOpen(): boolean {
    return this.inKey
  }

  /** Everything that is held. */
  flush(): Block[] {
    const blocks = grouped(this.held)
    this.hold([])
    this.inKey = false
    return blocks
  }

  /** Too much is held: all of it goes, but for the last block where that leaves enough room. */
  private release(): Block[] {
    if (this.inKey) return this.flush()
    const blocks = this.complete()
    return blocks.length > 0 ? blocks : this.flush()
  }

  private hold(lines: Block): void {
    this.held = [...lines]
    this.characters = lines.reduce((sum, { text }) => sum + text.length, 0)
  }
}

/** Blocks in the order of their lines; overlapping ones (a traceback with another writer's line inside) are merged. */
function grouped(lines: readonly TextLine[]): Block[] {
  const events: LogEvent[] = lines.map(({ text }, i) => ({ id: String(i), timestamp: 0, message: text }))
  const last = new Array<number>(lines.length)
  for (const { events: members } of stitch(events)) {
    const end = Number(members.at(-1)!.id)
    for (const { id } of members) last[Number(id)] = end
  }
  return merged(lines, (i) => Math.max(last[i] ?? i, endOfKey(lines, i)))
}

/** How far a private key that begins in line `i` reaches; `i` when none does. */
function endOfKey(lines: readonly TextLine[], i: number): number {
  if (!opensKey(lines[i]!.text)) return i
  let end = i
  while (end + 1 < lines.length && keyGoesOn(lines[end + 1]!.text)) end++
  return Math.min(end + 1, lines.length - 1)
}

function merged(lines: readonly TextLine[], reachOf: (i: number) => number): Block[] {
  const blocks: Block[] = []
  let from = 0
  let reach = 0
  for (let i = 0; i < lines.length; i++) {
    if (i > reach) {
      blocks.push(lines.slice(from, i))
      from = i
      reach = i
    }
    reach = Math.max(reach, reachOf(i))
  }
  if (lines.length > 0) blocks.push(lines.slice(from))
  return blocks
}
