import type { AlertRule } from '../config/index.ts'
import type { Group, TallyStore } from '../tally/index.ts'
import { quantumOf, widthOf } from '../tally/index.ts'
import type { Circumstances, Decision, Evidence } from './evaluation.ts'
import { quantaOf, readEvidence, readTrend, seriesOf } from './evidence.ts'
import { finalTime, firing, type IncidentState, type Settings } from './incident.ts'
import { joinRegions, type Region } from './regions.ts'
import { type FirstSeenRule, isKnown, type Sightings } from './sightings.ts'
import { beginWatch, listen } from './silence.ts'
import { measureOf } from './thresholds/measure.ts'

/** A group of a rule that is to be looked at. */
export interface Task {
  readonly rule: AlertRule
  readonly group: Group
  readonly series: string
  readonly regions: readonly Region[]
  readonly sweeping: boolean
  /** Of a rule that waits for records: there is nothing to wait for before this time. */
  readonly since?: number
}

/** What an evaluation is made of. */
export type Gathered = Omit<Circumstances, 'evidence' | 'latest'> & {
  readonly evidence: Evidence
  /** There is more to look through at once. */
  readonly more: boolean
}

export interface Sources {
  readonly tallies: TallyStore
  readonly sightings: Sightings
  readonly settings: Settings
}

const isFirstSeen = (rule: AlertRule): rule is FirstSeenRule => 'firstSeenWithin' in rule.threshold

/** Whether what was touched needs no evaluation, or the sweep evaluates it anyway. */
export function isSettled(
  { rule, series, sweeping, regions }: Task,
  state: IncidentState | undefined,
): boolean {
  if (sweeping) return false
  const { kind } = measureOf(rule)
  if (kind === 'silence') return state?.watch?.series === series
  const from = kind === 'ratio' ? state?.revisit : firing(state) && state?.settled
  return from !== undefined && regions.every((region) => region.from >= from)
}

function regionsOf(task: Task, state: IncidentState | undefined, now: number, { ahead }: Settings): Region[] {
  const from = Math.min(
    firing(state) ? state!.settled : Number.POSITIVE_INFINITY,
    state?.revisit ?? Number.POSITIVE_INFINITY,
  )
  const again = Number.isFinite(from) ? [{ from, to: Math.max(from, now + ahead) }] : []
  return joinRegions([...task.regions, ...again], 0)
}

/** The watch of a group: the one that there is, or a new one from the first record or from now. */
function watchOf(
  { rule, group, series, regions, since }: Task,
  state: IncidentState | undefined,
  now: number,
) {
  const quantum = quantumOf(widthOf(rule))
  const floor = (time: number): number => Math.floor(time / quantum) * quantum
  const known = state?.watch?.series === series ? state.watch : undefined
  if (known) {
    const from = since === undefined || firing(state) ? known.last : Math.max(known.last, floor(since))
    return from > known.last ? { ...known, last: from, quiet: from } : known
  }
  const first = Math.min(...regions.map(({ from }) => from))
  return Number.isFinite(first)
    ? beginWatch(rule, group, floor(first), true)
    : beginWatch(rule, group, floor(since ?? now) - quantum, false)
}

async function gatherSilence(
  task: Task,
  state: IncidentState | undefined,
  now: number,
  { tallies, settings }: Sources,
): Promise<Gathered> {
  const { rule, group, sweeping } = task
  const { threshold } = rule
  if (!('silentFor' in threshold)) throw new Error(`[alert] rule "${rule.name}" does not wait for records`)
  const begun = watchOf(task, state, now)
  const watched: IncidentState = {
    rule: rule.name,
    group,
    incidents: [],
    settled: 0,
    outbox: [],
    ...state,
    watch: begun,
  }
  const latest = sweeping ? finalTime(quantumOf(widthOf(rule)), now, settings) : begun.quiet
  const { watch, evidence, more } = await listen(tallies, { ...rule, threshold }, group, begun, latest)
  return { rule, evidence, sweeping, state: watched, watch, now, settings, more }
}

/**
 * Of what is judged over all that was since, a backfill is left out: it tells nothing, and reading from there until now would
 * cost much. Nor is a group waited for that has records only in a backfill.
 */
function timely(task: Task, oldest: number): Task {
  if (!measureOf(task.rule).patient) return task
  return { ...task, regions: task.regions.filter(({ from }) => from >= oldest) }
}

/** Reads what an evaluation needs; undefined when nothing that is told can come of it. */
export async function gather(
  given: Task,
  state: IncidentState | undefined,
  now: number,
  sources: Sources,
): Promise<Gathered | undefined> {
  const { tallies, sightings, settings } = sources
  const task = timely(given, now - settings.horizon)
  const { rule, group, series, sweeping } = task
  if (!sweeping && task.regions.length === 0) return undefined
  if (measureOf(rule).kind === 'silence') return await gatherSilence(task, state, now, sources)
  const sighting = isFirstSeen(rule) ? await sightings.of(rule, series, now) : undefined
  if (
    isFirstSeen(rule) &&
    sighting &&
    !sweeping &&
    task.regions.every((each) => isKnown(rule, sighting, each))
  ) {
    await sightings.saw(rule, series, sighting.last, Math.max(...task.regions.map(({ to }) => to)))
    return undefined
  }
  const regions = regionsOf(task, state, now, settings)
  const evidence = await readEvidence(tallies, rule, group, regions, now + settings.ahead)
  return { rule, evidence, sweeping, state, now, settings, more: false, ...(sighting ? { sighting } : {}) }
}

/** Once it is decided what of it is new, what was read has been seen. */
export async function remember(
  { rule, evidence, sighting, now, settings }: Gathered,
  series: string,
  sightings: Sightings,
): Promise<void> {
  if (!isFirstSeen(rule)) return
  const last = evidence.quanta.findLast(([time]) => time <= now + settings.ahead)
  if (last) await sightings.saw(rule, series, sighting?.last, last[0])
}

/** Reads what a notification shows: of a silence what came last, else the last windows. */
export async function readShown(
  tallies: TallyStore,
  rule: AlertRule,
  group: Group,
  decision: Decision,
): Promise<Evidence> {
  const { kind } = measureOf(rule)
  if (kind !== 'silence') return await readTrend(tallies, rule, group, decision)
  const { before, until } = decision.incident
  const width = widthOf(rule)
  const at = decision.state === 'resolved' ? until : before
  const none = { tallies: [], quanta: [], truncated: false, complete: 0 }
  if (at === undefined) return none
  const range = { series: seriesOf(rule, group), width, from: at, to: at + quantumOf(width), limit: 10 }
  const found = await tallies.range(range)
  return { tallies: found.tallies, quanta: quantaOf(found.tallies), truncated: false, complete: at }
}
