/** Silence is the one thing that nothing tells of: the sweep looks for it, in each group that is watched. */
import type { AlertRule, SilenceThreshold } from '../config/index.ts'
import { type Group, quantumOf, quantumTime, type Tally, type TallyStore, widthOf } from '../tally/index.ts'
import { type Episode, episodes } from './episode.ts'
import type { Circumstances, Evidence } from './evaluation.ts'
import { seriesOf } from './evidence.ts'
import type { Watch } from './incident.ts'
import { silenceStretches } from './thresholds/silence.ts'

/** How many silences one evaluation finds at most: with an opening and a recovery each, as many as it may decide. */
const mostSilences = 2

/** The episodes of silence since the watched record. */
export function silences({ silentFor }: SilenceThreshold, given: Circumstances): Episode[] {
  const { state, watch, evidence, latest } = given
  const told = state?.incidents ?? []
  if (!watch || !state?.watch || state.watch.series !== watch.series) return episodes([], told, 0)
  const { last, seen } = state.watch
  const times = evidence.quanta.map(([time]) => time)
  const found = silenceStretches(last, times, silentFor, latest)
  return episodes(found, told, 0).map((episode) => {
    const before = episode.stretch.from - silentFor
    return before > last || seen ? { ...episode, before } : episode
  })
}

/** Where the watch goes on: what was left for later is found again. */
export function watched(
  { watch, rule: { threshold } }: Pick<Circumstances, 'watch' | 'rule'>,
  revisit: number,
): Watch | undefined {
  if (!watch || !('silentFor' in threshold)) return undefined
  const last = revisit - threshold.silentFor
  return last < watch.last ? { ...watch, last, quiet: last } : watch
}

/** A watch that begins: with the record that was seen, else with the time since which nothing is known. */
export const beginWatch = (rule: AlertRule, group: Group, last: number, seen: boolean): Watch => ({
  series: seriesOf(rule, group),
  last,
  seen,
  quiet: last,
})

const timesOf = (tallies: readonly Tally[]): number[] =>
  tallies.flatMap((tally) => tally.counts.map(([index]) => quantumTime(tally, index)))

/** Reads as little as shows whether a group was silent. */
class Listener {
  readonly #store: TallyStore
  readonly #series: string
  readonly #width: number
  readonly #quantum: number
  readonly tallies: Tally[] = []

  constructor(store: TallyStore, rule: AlertRule, group: Group) {
    this.#store = store
    this.#series = seriesOf(rule, group)
    this.#width = widthOf(rule)
    this.#quantum = quantumOf(this.#width)
  }

  async #times(from: number, to: number, limit: number): Promise<number[]> {
    const { tallies } = await this.#store.range({
      series: this.#series,
      width: this.#width,
      from,
      to: to + this.#quantum - 1,
      limit,
    })
    this.tallies.push(...tallies.slice(0, 1))
    return timesOf(tallies)
  }

  #bucketOf(time: number): number {
    return Math.floor(time / this.#width) * this.#width
  }

  /** The last record after `from` and not after `to`. Of a bucket that is wholly before `to`, the newest tally says it. */
  async lastIn(from: number, to: number): Promise<number | undefined> {
    const bucket = this.#bucketOf(to)
    const within = (times: readonly number[]) => times.filter((time) => time > from && time <= to)
    const near = within(await this.#times(Math.max(bucket, from), to, mostInBucket))
    const found =
      near.length > 0 || bucket <= from ? near : within(await this.#times(from, bucket - this.#quantum, 1))
    return found.length > 0 ? Math.max(...found) : undefined
  }

  /** The first record after `from` and not after `to`, bucket by bucket: mostly there is one, the present. */
  async firstIn(from: number, to: number): Promise<number | undefined> {
    for (let bucket = this.#bucketOf(from); bucket <= to; bucket += this.#width) {
      const end = Math.min(to, bucket + this.#width - this.#quantum)
      const times = await this.#times(Math.max(bucket, from), end, mostInBucket)
      const later = times.filter((time) => time > from && time <= to)
      if (later.length > 0) return later.reduce((least, time) => Math.min(least, time))
    }
    return undefined
  }
}

/** A tenth of `silentFor` may hold so many batches and still be looked through. */
const mostInBucket = 50_000

/** What was heard, and from where to listen the next time. */
export interface Heard {
  readonly evidence: Evidence
  readonly watch: Watch
  /** There was too much for once. */
  readonly more: boolean
}

/** Looks whether a group was silent until `latest`: once for each `silentFor` while it is not, else what is new. */
export async function listen(
  store: TallyStore,
  rule: AlertRule & { readonly threshold: SilenceThreshold },
  group: Group,
  watch: Watch,
  latest: number,
): Promise<Heard> {
  const { silentFor } = rule.threshold
  const listener = new Listener(store, rule, group)
  const times: number[] = []
  let { last, seen, quiet } = watch
  let found = 0
  while (found < mostSilences && last + silentFor <= latest) {
    const due = last + silentFor
    const next = quiet >= due ? undefined : await listener.lastIn(last, due)
    const heard = next ?? (await listener.firstIn(Math.max(due, quiet), latest))
    if (next === undefined) found++
    if (heard === undefined) {
      quiet = latest
      break
    }
    times.push(heard)
    last = heard
    seen = true
    quiet = heard
  }
  return {
    watch: { ...watch, last, seen, quiet },
    more: found === mostSilences && quiet < latest && last + silentFor <= latest,
    evidence: {
      tallies: listener.tallies,
      quanta: times.map((time) => [time, 1] as const),
      truncated: false,
      complete: watch.last,
    },
  }
}
