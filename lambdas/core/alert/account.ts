/** What an incident has counted, each record once, though most are read again and again and only few at a time. */
import type { AlertRule } from '../config/index.ts'
import { quantumOf } from '../tally/index.ts'
import type { Episode } from './episode.ts'
import type { Circumstances } from './evaluation.ts'
import type { Incident, IncidentState } from './incident.ts'
import { measureOf } from './thresholds/measure.ts'
import type { Quanta, Stretch } from './thresholds/stretch.ts'

const sumBetween = (quanta: Quanta, from: number, until: number): number =>
  quanta.reduce((sum, [time, count]) => (time >= from && time < until ? sum + count : sum), 0)

/** The first quantum of what an incident counts: of its first window. */
function beginning(from: number, rule: AlertRule): number {
  const { within } = measureOf(rule)
  const quantum = quantumOf(within)
  return (Math.floor((from - within) / quantum) + 1) * quantum
}

function floorQuantum(time: number, rule: AlertRule): number {
  const quantum = quantumOf(measureOf(rule).within)
  return Math.floor(time / quantum) * quantum
}

/** When the first and the last record of a stretch were seen, as far as they are among the evidence. */
function seen(
  { from, until }: Stretch,
  { rule, evidence }: Pick<Circumstances, 'rule' | 'evidence'>,
): Pick<Incident, 'first_seen' | 'last_seen'> {
  const began = beginning(from, rule)
  const times = evidence.quanta.flatMap(([time, count]) =>
    count > 0 && time >= began && time < until ? [time] : [],
  )
  return { first_seen: times[0] ?? from, last_seen: times.at(-1) ?? from }
}

/** The incident that a stretch is when it is first told. */
export function open(
  { stretch, before }: Pick<Episode, 'stretch' | 'before'>,
  { rule, evidence }: Pick<Circumstances, 'rule' | 'evidence'>,
): Incident {
  const total = sumBetween(evidence.quanta, beginning(stretch.from, rule), stretch.until)
  return {
    ...pickStretch(stretch),
    started_at: stretch.from,
    state: 'firing',
    sequence: 1,
    told_at: stretch.peak_at,
    told_total: total,
    total,
    settled_total: 0,
    at_least: evidence.truncated,
    ...seen(stretch, { rule, evidence }),
    ...(before === undefined ? {} : { before }),
  }
}

const pickStretch = ({ from, until, peak, peak_at, last, last_count }: Stretch): Stretch => ({
  from,
  until,
  peak,
  peak_at,
  last,
  last_count,
})

/**
 * From where on the records of an incident are not in its `settled_total`. While that is 0 it may yet turn out to begin
 * earlier; one that was told to be over has counted all until its end.
 */
function countedFrom(
  { from, started_at, settled_total }: Pick<Incident, 'from' | 'started_at' | 'settled_total'>,
  state: IncidentState | undefined,
  rule: AlertRule,
): number {
  const began = beginning(from, rule)
  const known = state?.incidents.find((each) => each.started_at === started_at)
  if (state === undefined || known === undefined) return began
  if (known.state === 'resolved') return known.until
  return settled_total > 0 ? state.settled : Math.min(began, state.settled)
}

/** What was told, with what is known now. Several are one: what came late has filled the gap between them. */
export function extend({ stretch, told }: Episode, { state, rule, evidence }: Circumstances): Incident {
  const last = told.at(-1)!
  const since = countedFrom({ ...last, from: stretch.from }, state, rule)
  const earlier = told.slice(0, -1).reduce((sum, { total }) => sum + total, 0)
  const settled_total = earlier + (last.state === 'firing' ? last.settled_total : last.total)
  const total = settled_total + sumBetween(evidence.quanta, since, stretch.until)
  const { first_seen, last_seen } = seen(stretch, { rule, evidence })
  return {
    ...last,
    ...pickStretch(stretch),
    settled_total,
    total: Math.max(total, last.total),
    first_seen: Math.min(first_seen, ...told.map((each) => each.first_seen)),
    last_seen: Math.max(last_seen, last.last_seen),
    at_least: last.at_least || evidence.truncated,
  }
}

/** Once nothing can change when it began, what happened before `now - grace` is counted for good and not read again. */
export function settle(
  incident: Incident,
  { rule, evidence, now, settings, sweeping, state }: Circumstances,
): { readonly incident: Incident; readonly settled: number } {
  const settled = countedFrom(incident, state, rule)
  const final = Math.min(floorQuantum(now - settings.grace, rule), incident.until)
  if (!sweeping || final < incident.from || final <= settled) return { incident, settled }
  const settled_total = incident.settled_total + sumBetween(evidence.quanta, settled, final)
  return { incident: { ...incident, settled_total }, settled: final }
}
