/**
 * From what is counted and what has been told to what is to be told. Pure, and independent of the order in which tallies came:
 * records only ever add to a window, so a stretch above the threshold that is found with part of them is part of the truth.
 * Only that an incident is over can be wrong for want of a late record, which is what `grace` is for. docs/decisions/004.
 */
import type { AlertRule } from '../config/index.ts'
import { quantumOf } from '../tally/index.ts'
import type { Evidence } from './evidence.ts'
import type { Incident, IncidentState, Settings } from './incident.ts'
import { countAt, countStretches, joinStretches, type Quanta, type Stretch } from './thresholds/count.ts'

/** What is to be told, before it is put into words. */
export interface Decision {
  readonly incident: Incident
  readonly state: 'firing' | 'resolved'
  /** Event time, and what the window held then. */
  readonly at: number
  readonly observed: number
  /** Records since the last notification. */
  readonly suppressed: number
  readonly reopened?: true
}

export interface Evaluation {
  readonly incidents: readonly Incident[]
  readonly decisions: readonly Decision[]
  readonly settled: number
  /** There is more to decide at once: evaluate again after this is stored. */
  readonly more: boolean
  readonly revisit?: number
}

/** How many notifications one evaluation decides at most; the rest follows in the next, so that the outbox stays small. */
export const mostDecisions = 6

/** A stretch, or several with gaps shorter than `resolveAfter`, with the incidents already told that it holds. */
interface Episode {
  readonly stretch: Stretch
  readonly told: readonly Incident[]
}

function episodes(found: readonly Stretch[], told: readonly Incident[], resolveAfter: number): Episode[] {
  const all: Episode[] = [
    ...found.map((stretch) => ({ stretch, told: [] })),
    ...told.map((incident) => ({ stretch: incident, told: [incident] })),
  ].sort((a, b) => a.stretch.from - b.stretch.from)
  const merged: Episode[] = []
  for (const next of all) {
    const before = merged.at(-1)
    if (before && next.stretch.from < before.stretch.until + resolveAfter)
      merged[merged.length - 1] = {
        stretch: joinStretches(before.stretch, next.stretch),
        told: [...before.told, ...next.told],
      }
    else merged.push(next)
  }
  return merged
}

export interface Circumstances {
  readonly rule: AlertRule
  readonly evidence: Pick<Evidence, 'quanta' | 'truncated'>
  /** The evidence holds everything from `state.settled` on. */
  readonly sweeping: boolean
  readonly state: IncidentState | undefined
  readonly now: number
  readonly settings: Settings
}

const sumBetween = (quanta: Quanta, from: number, until: number): number =>
  quanta.reduce((sum, [time, count]) => (time >= from && time < until ? sum + count : sum), 0)

/** The first quantum of what an incident counts: of its first window. */
function beginning(from: number, { threshold: { within } }: AlertRule): number {
  const quantum = quantumOf(within)
  return (Math.floor((from - within) / quantum) + 1) * quantum
}

const floorQuantum = (time: number, { threshold: { within } }: AlertRule): number =>
  Math.floor(time / quantumOf(within)) * quantumOf(within)

/** When the first and the last record of a stretch were seen, as far as they are among the evidence. */
function seen(
  { from, until }: Stretch,
  { rule, evidence }: Pick<Circumstances, 'rule' | 'evidence'>,
): Pick<Incident, 'first_seen' | 'last_seen'> {
  const began = beginning(from, rule)
  const times = evidence.quanta.flatMap(([time]) => (time >= began && time < until ? [time] : []))
  return { first_seen: times[0] ?? from, last_seen: times.at(-1) ?? from }
}

function open(stretch: Stretch, { rule, evidence }: Pick<Circumstances, 'rule' | 'evidence'>): Incident {
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
function extend({ stretch, told }: Episode, { state, rule, evidence }: Circumstances): Incident {
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

function tell(incident: Incident, decision: Omit<Decision, 'incident' | 'suppressed'>): [Incident, Decision] {
  const told: Incident = {
    ...incident,
    state: decision.state,
    sequence: incident.sequence + 1,
    told_at: decision.at,
    told_total: incident.total,
  }
  return [told, { incident: told, suppressed: incident.total - incident.told_total, ...decision }]
}

const opening = (incident: Incident): Decision => ({
  incident,
  state: 'firing',
  at: incident.peak_at,
  observed: incident.peak,
  suppressed: 0,
})

const again = (incident: Incident, reopened: boolean): [Incident, Decision] =>
  tell(incident, {
    state: 'firing',
    at: incident.last,
    observed: incident.last_count,
    ...(reopened ? { reopened: true as const } : {}),
  })

function recovery(incident: Incident, { rule, evidence }: Circumstances): [Incident, Decision] {
  const at = incident.until + rule.resolveAfter
  return tell(incident, {
    state: 'resolved',
    at,
    observed: countAt(evidence.quanta, at, rule.threshold.within),
  })
}

/** What becomes of one episode: the incident, and what is to be told of it. */
function judge(episode: Episode, isLast: boolean, circumstances: Circumstances): [Incident, Decision[]] {
  const { rule, now, settings } = circumstances
  const decisions: Decision[] = []
  let incident: Incident
  if (episode.told.length === 0) {
    incident = open(episode.stretch, circumstances)
    decisions.push(opening(incident))
  } else incident = extend(episode, circumstances)
  const over = now >= incident.until + rule.resolveAfter + settings.grace
  const active = now < incident.until + rule.resolveAfter
  const reopens = incident.state === 'resolved' && isLast && active
  const repeats = incident.state === 'firing' && !over && incident.last - incident.told_at >= rule.cooldown
  if (reopens || repeats) decisions.push(take(again(incident, reopens)))
  else if (incident.state === 'firing' && over) decisions.push(take(recovery(incident, circumstances)))
  return [incident, decisions]

  function take([next, decision]: [Incident, Decision]): Decision {
    incident = next
    return decision
  }
}

/** Once nothing can change when it began, what happened before `now - grace` is counted for good and not read again. */
function settle(
  incident: Incident,
  { rule, evidence, now, settings, sweeping, state }: Circumstances,
): { readonly incident: Incident; readonly settled: number } {
  const settled = countedFrom(incident, state, rule)
  const final = Math.min(floorQuantum(now - settings.grace, rule), incident.until)
  if (!sweeping || final < incident.from || final <= settled) return { incident, settled }
  const settled_total = incident.settled_total + sumBetween(evidence.quanta, settled, final)
  return { incident: { ...incident, settled_total }, settled: final }
}

interface Judged {
  readonly incidents: Incident[]
  readonly decisions: Decision[]
  revisit: number
  more: boolean
}

function consider(episode: Episode, laterTold: boolean, judged: Judged, circumstances: Circumstances): void {
  const { rule, now, settings } = circumstances
  const { stretch, told } = episode
  if (told.at(-1)?.state !== 'firing' && stretch.until < now - settings.horizon) return
  const certain = now >= stretch.until + rule.resolveAfter + settings.grace
  const ambiguous = judged.incidents.at(-1)?.state === 'firing' || (laterTold && !certain)
  const full = judged.decisions.length >= mostDecisions
  if (told.length === 0 && (ambiguous || full)) {
    judged.revisit = Math.min(judged.revisit, stretch.from)
    judged.more ||= full && !ambiguous
    return
  }
  const [incident, decisions] = judge(episode, !laterTold, circumstances)
  judged.incidents.push(incident)
  judged.decisions.push(...decisions)
}

/**
 * Decides what is to be told. An episode that is new is told at once, unless late records could still show that it is part of
 * the one before or after it: then it waits until that is certain, and `revisit` says from where to read again.
 */
export function evaluate(given: Circumstances): Evaluation {
  const { rule, state, now, settings } = given
  const quanta = given.evidence.quanta.filter(([time]) => time <= now + settings.ahead)
  const circumstances = { ...given, evidence: { ...given.evidence, quanta } }
  const found = countStretches(quanta, rule.threshold.count, rule.threshold.within)
  const all = episodes(found, state?.incidents ?? [], rule.resolveAfter)
  const lastTold = all.findLastIndex(({ told }) => told.length > 0)
  const judged: Judged = { incidents: [], decisions: [], revisit: Number.POSITIVE_INFINITY, more: false }
  all.forEach((episode, i) => {
    consider(episode, i < lastTold, judged, circumstances)
  })
  const last = judged.incidents.at(-1)
  const { incident, settled } =
    last?.state === 'firing' ? settle(last, circumstances) : { incident: last, settled: 0 }
  return {
    incidents: incident ? [...judged.incidents.slice(0, -1), incident] : [],
    decisions: judged.decisions,
    settled,
    more: judged.more,
    ...(Number.isFinite(judged.revisit) ? { revisit: judged.revisit } : {}),
  }
}
