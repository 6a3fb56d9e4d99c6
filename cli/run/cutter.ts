import type { LogEvent } from '../../lambdas/core/records.ts'
import { stitch } from '../../lambdas/core/stitch/index.ts'
import { withoutMark } from '../input/encoding.ts'
import type { Line } from '../input/lines.ts'
import type { Identify } from './event-id.ts'
import type { Plan, PlanBook } from './plans.ts'

/** A batch before it has an origin. */
export interface Cut {
  readonly events: readonly LogEvent[]
  /** Position of the first line in the stream; with the first id it finds the plan again. */
  readonly ordinal: number
  readonly plan: Plan
}

export interface CutterOptions {
  readonly stream: string
  readonly identify: Identify
  readonly book: PlanBook
  /** The timestamp of lines that tell none, when the batch is new. */
  readonly timeOfNew: () => number
  readonly most?: { readonly events: number; readonly bytes: number }
}

interface Held {
  readonly id: string
  readonly ordinal: number
  readonly line: Line
}

/** Sizes that one CloudWatch payload may have too, so that local batches look like those in AWS. */
const usual = { events: 5_000, bytes: 4_000_000 }
/** How far back the start of the last, perhaps unfinished, record is looked for. */
const tailEvents = 1_000

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const text = (line: Line): string => decoder.decode(line.bytes)

/**
 * Cuts the lines of one stream into batches: the same lines into the same batches each time, also when the file has grown
 * since. Between two records, not inside one: a traceback that begins at the end of a batch moves to the next.
 */
export class Cutter {
  private readonly options: CutterOptions
  private readonly most: { readonly events: number; readonly bytes: number }
  private held: Held[] = []
  private heldBytes = 0
  private plans: readonly Plan[] = []
  private ordinal = 0

  constructor(options: CutterOptions) {
    this.options = options
    this.most = options.most ?? usual
  }

  /** Takes a line; returns the batches that it completes. Empty lines are no events, as with CloudWatch's agents. */
  add(line: Line): Cut[] {
    if (line.bytes.length === 0) return []
    this.ordinal++
    if (this.ordinal === 1) line = { ...line, bytes: withoutMark(line.bytes) }
    return this.take({ id: this.options.identify(this.ordinal, line.bytes), ordinal: this.ordinal, line })
  }

  /** The batch of what is left; `undefined` when nothing is. `grown` when the last line may be incomplete. */
  flush(): Cut | undefined {
    return this.held.length > 0 ? this.cut(this.held.length) : undefined
  }

  /** Like `flush`, but keeps back the last record: its next lines may be about to arrive. */
  flushFinished(): Cut[] {
    const keep = this.lastRecord()
    return keep > 0 && keep < this.held.length ? this.cutAt(keep) : []
  }

  private take(next: Held): Cut[] {
    if (this.held.length === 0)
      this.plans = this.options.book.find(this.options.stream, next.ordinal, next.id)
    const planned = this.planned(next)
    if (planned) return planned
    this.held.push(next)
    this.heldBytes += next.line.bytes.length
    if (this.held.length < this.most.events && this.heldBytes < this.most.bytes) return []
    return this.cutAt(this.lastRecord())
  }

  /** Ends the batch where it ended last time, if this line is what stood there. */
  private planned(next: Held): Cut[] | undefined {
    for (const plan of this.plans) {
      if (plan.count !== this.held.length + 1) continue
      if (plan.lastId === next.id) return [this.end([...this.held, next], plan)]
      const grown = this.grownSince(next, plan)
      if (grown) return grown
    }
    return undefined
  }

  /** The file was read before its last line was complete: the same part again, then the rest as a line of its own. */
  private grownSince({ line, ordinal }: Held, plan: Plan): Cut[] | undefined {
    if (plan.lastBytes === null || line.bytes.length <= plan.lastBytes) return undefined
    const known: Line = { bytes: line.bytes.subarray(0, plan.lastBytes), end: '', cut: true }
    const id = this.options.identify(ordinal, known.bytes)
    if (id !== plan.lastId) return undefined
    const before = this.end([...this.held, { id, ordinal, line: known }], plan)
    return [before, ...this.add({ ...line, bytes: line.bytes.subarray(plan.lastBytes) })]
  }

  /** Where the last record of those held begins; 0 when it is all that there is. */
  private lastRecord(): number {
    const from = Math.max(0, this.held.length - tailEvents)
    const tail = this.held.slice(from).map(({ id, line }) => ({ id, timestamp: 0, message: text(line) }))
    const last = stitch(tail).at(-1)
    return last && last.events.length < tail.length ? this.held.length - last.events.length : 0
  }

  /** Cuts before position `at`, or everything when that is 0; what stays is taken again, as the start of a batch. */
  private cutAt(at: number): Cut[] {
    const rest = at > 0 ? this.held.slice(at) : []
    const cut = this.cut(at > 0 ? at : this.held.length)
    return [cut, ...rest.flatMap((held) => this.take(held))]
  }

  private cut(length: number): Cut {
    const members = this.held.slice(0, length)
    const { id, line } = members.at(-1)!
    const lastBytes = line.end.endsWith('\n') || line.cut ? null : line.bytes.length
    return this.end(members, { count: length, lastId: id, lastBytes, time: this.options.timeOfNew() })
  }

  private end(members: readonly Held[], plan: Plan): Cut {
    this.held = []
    this.heldBytes = 0
    this.plans = []
    const { stream, book } = this.options
    book.keep(stream, members[0]!.ordinal, members[0]!.id, plan)
    return {
      events: members.map(({ id, line }) => ({ id, timestamp: plan.time, message: text(line) })),
      ordinal: members[0]!.ordinal,
      plan,
    }
  }
}
