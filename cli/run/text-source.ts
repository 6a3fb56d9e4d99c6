import type { Origin } from '../../lambdas/core/records.ts'
import { type Line, LineSplitter } from '../input/lines.ts'
import type { Input } from '../input/open.ts'
import { quiet, withPauses } from '../input/pauses.ts'
import { type Cut, Cutter } from './cutter.ts'
import { identifier } from './event-id.ts'
import type { PlanBook } from './plans.ts'

/** After this time without input, what has arrived is processed: alerts on a live log must not wait for more. */
const patience = 1_000

export interface TextSourceOptions {
  readonly origin: Origin
  readonly key: Uint8Array
  readonly book: PlanBook
  readonly now: () => number
  readonly stop: AbortSignal
  readonly onBytes: (count: number) => void
  /** A line was too long and is cut into pieces. */
  readonly onCutLine: () => void
}

/**
 * The batches of one text input, as they become complete. An input that falls silent is flushed, first up to its last record,
 * then that too. When the user stops it, what has been read is the last batch.
 */
export async function* textBatches(input: Input, options: TextSourceOptions): AsyncGenerator<Cut> {
  const { origin, key, book, now, stop } = options
  const cutter = new Cutter({
    stream: JSON.stringify([origin.logGroup, origin.logStream]),
    identify: identifier(key, origin.logGroup, origin.logStream),
    book,
    timeOfNew: () => Math.trunc(input.modified ?? now()),
  })
  const splitter = new LineSplitter()
  const take = (line: Line): Cut[] => {
    if (line.cut) options.onCutLine()
    return cutter.add(line)
  }
  let fault: unknown
  try {
    let silences = 0
    for await (const chunk of withPauses(input.read(options.onBytes), patience, stop)) {
      silences = chunk === quiet ? silences + 1 : 0
      if (chunk === quiet) {
        if (input.live) for (const cut of overdue(cutter, silences)) yield cut
      } else for (const line of splitter.push(chunk)) for (const cut of take(line)) yield cut
    }
  } catch (error) {
    fault = error
  }
  // Also when reading failed: what was read until then is processed first.
  const rest = !stop.aborted || input.live ? splitter.finish() : undefined
  for (const cut of [...(rest ? take(rest) : []), ...some(cutter.flush())]) yield cut
  if (fault !== undefined) throw fault
}

const overdue = (cutter: Cutter, silences: number): Cut[] => {
  if (silences === 1) return cutter.flushFinished()
  return silences === 3 ? some(cutter.flush()) : []
}

const some = (cut: Cut | undefined): Cut[] => (cut ? [cut] : [])
