const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Widths of a bar that people can read, in milliseconds. */
const widths = [
  second, 5 * second, 15 * second, 30 * second,
  minute, 5 * minute, 15 * minute, 30 * minute,
  hour, 3 * hour, 6 * hour, 12 * hour,
  day, 7 * day, 30 * day, 365 * day, 3_650 * day,
] // biome-ignore format: rows by unit

/** Events and errors in one bar. */
export interface Bar {
  readonly start: number
  readonly events: number
  readonly warnings: number
  readonly errors: number
}

/** Bars side by side, gaps filled with empty ones. `outside`: events so far from the rest that they are not drawn. */
export interface Series {
  readonly width: number
  readonly bars: readonly Bar[]
  readonly outside: number
}

type Counts = [events: number, warnings: number, errors: number]

const nextWidth = (width: number): number => widths.find((each) => each > width) ?? width * 10

function merged(bars: ReadonlyMap<number, Counts>, width: number): Map<number, Counts> {
  const wide = new Map<number, Counts>()
  for (const [start, counts] of bars) {
    const at = Math.floor(start / width) * width
    const sum = wide.get(at)
    if (!sum) wide.set(at, [...counts])
    else for (const i of [0, 1, 2] as const) sum[i] += counts[i]
  }
  return wide
}

/** Counts records over time in bounded memory: the more time they span, the wider the bars. */
export class TimeSeries {
  private readonly most: number
  private width = second
  private bars = new Map<number, Counts>()

  /** @param most how many bars are held at once. */
  constructor(most = 4_000) {
    this.most = most
  }

  add(time: number, severityNumber: number, events: number): void {
    const at = Math.floor(time / this.width) * this.width
    let counts = this.bars.get(at)
    if (!counts) {
      counts = [0, 0, 0]
      this.bars.set(at, counts)
    }
    counts[0] += events
    if (severityNumber >= 17) counts[2] += events
    else if (severityNumber >= 13) counts[1] += events
    while (this.bars.size > this.most) this.widen()
  }

  /** At most `limit` bars that show all but a few stray records (a clock that was wrong). */
  series(limit: number): Series {
    const all = [...this.bars].sort(([a], [b]) => a - b)
    const shown = withoutStrays(all)
    if (shown.length === 0) return { width: this.width, bars: [], outside: 0 }
    let width = this.width
    const span = shown.at(-1)![0] - shown[0]![0]
    while (span / width + 1 > limit) width = nextWidth(width)
    const total = (list: Sorted) => list.reduce((sum, [, [events]]) => sum + events, 0)
    return { width, bars: filled(merged(new Map(shown), width), width), outside: total(all) - total(shown) }
  }

  private widen(): void {
    this.width = nextWidth(this.width)
    this.bars = merged(this.bars, this.width)
  }
}

/** A stray is at most this share of all events and further from the rest than the rest is long (and than a day). */
const strayShare = 0.005

type Sorted = readonly (readonly [start: number, counts: Counts])[]

/** Leaves out both ends as long as they are strays. */
function withoutStrays(all: Sorted): Sorted {
  const total = all.reduce((sum, [, [events]]) => sum + events, 0)
  let best = all
  const ends = outerGaps(all)
  for (const [from, to] of ends) {
    const part = all.slice(from, to)
    const events = part.reduce((sum, [, [each]]) => sum + each, 0)
    if (events >= total * (1 - strayShare) && events > 0) best = part
  }
  return best
}

/** Where the list could be cut: at its widest gaps, the widest first, each cut keeping the larger side. */
function outerGaps(all: Sorted): [number, number][] {
  const cuts: [number, number][] = []
  let from = 0
  let to = all.length
  while (to - from > 1 && cuts.length < 50) {
    let widest = from + 1
    for (let i = from + 1; i < to; i++) if (gap(all, i) > gap(all, widest)) widest = i
    const rest = all[to - 1]![0] - all[from]![0] - gap(all, widest)
    if (gap(all, widest) < Math.max(rest, day)) break
    const weight = (start: number, end: number) =>
      all.slice(start, end).reduce((sum, [, [events]]) => sum + events, 0)
    if (weight(from, widest) >= weight(widest, to)) to = widest
    else from = widest
    cuts.push([from, to])
  }
  return cuts
}

const gap = (all: Sorted, i: number): number => all[i]![0] - all[i - 1]![0]

function filled(bars: ReadonlyMap<number, Counts>, width: number): Bar[] {
  const starts = [...bars.keys()]
  const list: Bar[] = []
  for (let start = Math.min(...starts); start <= Math.max(...starts); start += width) {
    const [events, warnings, errors] = bars.get(start) ?? [0, 0, 0]
    list.push({ start, events, warnings, errors })
  }
  return list
}
