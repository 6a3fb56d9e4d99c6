import type { AlertRule } from '../config/index.ts'
import type { Group, TallyStore } from '../tally/index.ts'
import { compose, labelOf, type Sender } from './compose.ts'
import { AlertError } from './error.ts'
import { evaluate } from './evaluate.ts'
import type { Decision } from './evaluation.ts'
import { seriesOf } from './evidence.ts'
import { gather, isSettled, readShown, remember, type Task } from './gather.ts'
import { defaultSettings, firing, type IncidentState, type Label, type Settings } from './incident.ts'
import type { Notification } from './notification.ts'
import { deliver, type Notifier } from './outbox.ts'
import type { Region } from './regions.ts'
import { type AlertReport, addAlertReports, emptyAlertReport } from './report.ts'
import { createSightings, type FirstSeenRule } from './sightings.ts'
import { changed, nextState } from './state.ts'
import { type IncidentStore, incidentKey, type SightingStore, type Stored } from './store.ts'

/** What a tally says about where to look: a `Tally` is one. */
export interface Touched extends Region {
  readonly rule: string
  readonly group: Group
  readonly series: string
}

export interface Alerting {
  readonly rules: readonly AlertRule[]
  readonly tallies: TallyStore
  readonly incidents: IncidentStore
  readonly sightings: SightingStore
  readonly notifier: Notifier
  readonly sender: Sender
  readonly settings?: Partial<Settings>
}

export interface Alerter {
  /** Looks at what some tallies have changed; call it after they are stored, again when it throws. */
  alertOn(touched: readonly Touched[], now: number): Promise<AlertReport>
  /**
   * Recoveries, repetitions, shares, silence, and what an interrupted run left unpublished; call it every minute.
   *
   * @param since where a recorded input begins: that nothing came before is no silence. Unless given, a rule waits from its
   * first sweep on.
   */
  sweep(now: number, since?: number): Promise<AlertReport>
}

/** How often others may be faster in moving a state before it is left to the next run. */
const mostConflicts = 50
/** How many watched groups a function remembers. */
const mostWatching = 10_000
/** How many groups are evaluated at the same time. */
const concurrency = 8

/**
 * Makes what decides and publishes. Any number may run at the same time over the same stores; each group's state moves by
 * conditional writes, and a decision is stored together with its notification before that is published.
 */
export function createAlerter(alerting: Alerting): Alerter {
  const { tallies, incidents, sender, rules } = alerting
  const settings: Settings = { ...defaultSettings, ...alerting.settings }
  const sightings = createSightings(alerting.sightings, settings)
  const sources = { tallies, sightings, settings }
  /** Groups that are known to be watched for silence: that records came is for the sweep to find. */
  const watching = new Set<string>()
  const ruleNamed = new Map(rules.map((rule) => [rule.name, rule]))

  /** Puts decisions into words, in the order in which they were made. An incident keeps the label of its opening. */
  async function finish(decisions: readonly Decision[], { rule, group }: Task): Promise<Notification[]> {
    const labels = new Map<number, Label>()
    const notifications: Notification[] = []
    for (const decision of decisions) {
      const { incident } = decision
      const evidence = await readShown(tallies, rule, group, decision)
      const label = incident.label ?? labels.get(incident.started_at) ?? labelOf(evidence.tallies, rule)
      labels.set(incident.started_at, label)
      notifications.push(compose({ ...decision, label }, rule, group, evidence, sender))
    }
    return notifications
  }

  async function step(task: Task, now: number): Promise<{ report: AlertReport; more: boolean }> {
    const key = incidentKey(task.rule.name, task.group)
    const stored = await incidents.get(key)
    if (stored?.state.watch?.series === task.series && watching.size < mostWatching) watching.add(task.series)
    if (isSettled(task, stored?.state)) return { report: emptyAlertReport, more: false }
    const gathered = await gather(task, stored?.state, now, sources)
    if (gathered === undefined) return { report: emptyAlertReport, more: false }
    const evaluation = evaluate(gathered)
    const fresh = await finish(evaluation.decisions, task)
    const next = nextState(task, stored?.state, evaluation, fresh, now)
    const evaluated = { ...emptyAlertReport, evaluations: 1 }
    const moved = changed(stored?.state, next)
    const version = moved ? await incidents.put(key, next, stored?.version) : stored?.version
    if (moved && version === undefined) return { report: { ...evaluated, conflicts: 1 }, more: true }
    const report =
      version === undefined ? emptyAlertReport : await publish({ state: next, version }, fresh, now)
    if (evaluation.revisit === undefined) await remember(gathered, task.series, sightings)
    return { report: addAlertReports(evaluated, report), more: evaluation.more || gathered.more }
  }

  async function publish(stored: Stored, fresh: readonly Notification[], now: number): Promise<AlertReport> {
    const mine = new Set(fresh.map(({ alert_id }) => alert_id))
    const delivery = await deliver(alerting, stored, mine, now, settings)
    return {
      ...emptyAlertReport,
      opened: fresh.filter(({ state, sequence }) => state === 'firing' && sequence === 1).length,
      resolved: fresh.filter(({ state }) => state === 'resolved').length,
      published: delivery.published.length,
      pending: delivery.pending,
      faults: delivery.fault === undefined ? {} : { [delivery.fault]: delivery.pending },
      notifications: delivery.published,
    }
  }

  /** The rule is no longer configured: what is pending is still told, but nobody waits for a recovery. */
  async function forget({ state, version }: Stored, now: number): Promise<AlertReport> {
    const { rule, group, outbox } = state
    const next: IncidentState = { rule, group, incidents: [], settled: 0, outbox }
    const moved = await incidents.put(incidentKey(state.rule, state.group), next, version)
    return moved === undefined ? emptyAlertReport : await publish({ state: next, version: moved }, [], now)
  }

  async function run(task: Task, now: number): Promise<AlertReport> {
    let total = emptyAlertReport
    while (total.conflicts < mostConflicts) {
      const { report, more } = await step(task, now)
      total = addAlertReports(total, report)
      if (!more) return total
    }
    throw new Error(`[alert] rule "${task.rule.name}": the state of a group has too many writers`)
  }

  /** Rules that wait for records of any group, of which no state says so yet. */
  function unwatched(open: readonly Stored[]): AlertRule[] {
    const watched = new Set(open.map(({ state }) => state.rule))
    return rules.filter(
      ({ name, threshold, groupBy }) =>
        'silentFor' in threshold && groupBy.length === 0 && !watched.has(name),
    )
  }

  async function runAll(tasks: readonly Task[], now: number): Promise<AlertReport> {
    const failures: { series: string; error: unknown }[] = []
    let total = emptyAlertReport
    const left = [...tasks]
    const work = async (): Promise<void> => {
      for (let task = left.shift(); task; task = left.shift()) {
        try {
          const report = await run(task, now)
          total = addAlertReports(total, report)
        } catch (error) {
          failures.push({ series: task.series, error })
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, work))
    if (failures.length > 0) throw new AlertError(failures, total)
    return total
  }

  return {
    async alertOn(touched, now) {
      const series = Map.groupBy(touched, (each) => each.series)
      const tasks = [...series].flatMap(([key, regions]) => {
        const { rule: name, group } = regions[0]!
        const rule = ruleNamed.get(name)
        if (!rule || seriesOf(rule, group) !== key || watching.has(key)) return []
        return [{ rule, group, series: key, regions, sweeping: false }]
      })
      return await runAll(tasks, now)
    },
    async sweep(now, since) {
      const open = await incidents.open()
      const known = open.flatMap(({ state: { rule: name, group } }) => {
        const rule = ruleNamed.get(name)
        return rule ? [sweepTask(rule, group, since)] : []
      })
      const tasks = [...known, ...unwatched(open).map((rule) => sweepTask(rule, {}, since))]
      for (const rule of rules)
        if ('firstSeenWithin' in rule.threshold) await sightings.learning(rule as FirstSeenRule, now)
      const abandoned = open.filter(({ state }) => !ruleNamed.has(state.rule))
      const report = await runAll(rotated(tasks, now), now)
      const forgotten = await Promise.all(abandoned.map((stored) => forget(stored, now)))
      const fire = open.filter(({ state }) => ruleNamed.has(state.rule) && firing(state) !== undefined).length
      const total = forgotten.reduce(addAlertReports, report)
      return { ...total, open: Math.max(0, fire + total.opened - total.resolved) }
    },
  }
}

const sweepTask = (rule: AlertRule, group: Group, since: number | undefined): Task => ({
  rule,
  group,
  series: seriesOf(rule, group),
  regions: [],
  sweeping: true,
  ...(since === undefined ? {} : { since }),
})

/** Begins elsewhere each minute, so that a sweep that runs out of time does not leave out the same groups again. */
function rotated(tasks: readonly Task[], now: number): Task[] {
  const first = tasks.length === 0 ? 0 : (Math.floor(now / 60_000) * 7_919) % tasks.length
  return [...tasks.slice(first), ...tasks.slice(0, first)]
}
