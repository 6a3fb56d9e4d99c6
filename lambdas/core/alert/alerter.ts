import type { AlertRule } from '../config/index.ts'
import type { Group, TallyStore } from '../tally/index.ts'
import { compose, labelOf, type Sender } from './compose.ts'
import { AlertError } from './error.ts'
import { evaluate } from './evaluate.ts'
import { type Evidence, readEvidence, readTrend, seriesOf } from './evidence.ts'
import { defaultSettings, firing, type IncidentState, type Label, type Settings } from './incident.ts'
import type { Decision } from './judge.ts'
import type { Notification } from './notification.ts'
import { deliver, type Notifier } from './outbox.ts'
import { joinRegions, type Region } from './regions.ts'
import { type AlertReport, addAlertReports, emptyAlertReport } from './report.ts'
import { changed, nextState } from './state.ts'
import { type IncidentStore, incidentKey, type Stored } from './store.ts'

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
  readonly notifier: Notifier
  readonly sender: Sender
  readonly settings?: Partial<Settings>
}

export interface Alerter {
  /** Looks at what some tallies have changed; call it after they are stored, again when it throws. */
  alertOn(touched: readonly Touched[], now: number): Promise<AlertReport>
  /** Recoveries, repetitions, and what an interrupted run left unpublished; call it every minute. */
  sweep(now: number): Promise<AlertReport>
}

/** Moves a state at most so often before it leaves the rest to the next run. */
const mostAttempts = 50
/** How many groups are evaluated at the same time. */
const concurrency = 8

interface Task {
  readonly rule: AlertRule
  readonly group: Group
  readonly series: string
  readonly regions: readonly Region[]
  readonly sweeping: boolean
}

/**
 * Makes what decides and publishes. Any number may run at the same time over the same stores; each group's state moves by
 * conditional writes, and a decision is stored together with its notification before that is published.
 */
export function createAlerter(alerting: Alerting): Alerter {
  const { tallies, incidents, sender } = alerting
  const settings: Settings = { ...defaultSettings, ...alerting.settings }
  const ruleNamed = new Map(alerting.rules.map((rule) => [rule.name, rule]))

  /** Puts decisions into words, in the order in which they were made. An incident keeps the label of its opening. */
  async function finish(decisions: readonly Decision[], { rule, group }: Task): Promise<Notification[]> {
    const labels = new Map<number, Label>()
    const notifications: Notification[] = []
    for (const decision of decisions) {
      const { incident } = decision
      const evidence = await readTrend(tallies, rule, group, decision)
      const label = incident.label ?? labels.get(incident.started_at) ?? labelOf(evidence.tallies)
      labels.set(incident.started_at, label)
      notifications.push(compose({ ...decision, label }, rule, group, evidence, sender))
    }
    return notifications
  }

  function regionsOf(task: Task, state: IncidentState | undefined, now: number): readonly Region[] {
    const from = Math.min(firing(state) ? state!.settled : Infinity, state?.revisit ?? Infinity)
    const again = Number.isFinite(from) ? [{ from, to: Math.max(from, now + settings.ahead) }] : []
    return joinRegions([...task.regions, ...again], 0)
  }

  /** While an incident fires, the sweep reads everything from `settled` on anyway. */
  const isSettled = (task: Task, state: IncidentState | undefined): boolean =>
    !task.sweeping && firing(state) !== undefined && task.regions.every(({ from }) => from >= state!.settled)

  async function step(task: Task, now: number): Promise<{ report: AlertReport; more: boolean }> {
    const key = incidentKey(task.rule.name, task.group)
    const stored = await incidents.get(key)
    if (isSettled(task, stored?.state)) return { report: emptyAlertReport, more: false }
    const evidence: Evidence = await readEvidence(
      tallies,
      task.rule,
      task.group,
      regionsOf(task, stored?.state, now),
      now + settings.ahead,
    )
    const evaluation = evaluate({
      rule: task.rule,
      evidence,
      sweeping: task.sweeping,
      state: stored?.state,
      now,
      settings,
    })
    const fresh = await finish(evaluation.decisions, task)
    const next = nextState(task, stored?.state, evaluation, fresh, now)
    const evaluated = { ...emptyAlertReport, evaluations: 1 }
    const moved = changed(stored?.state, next)
    const version = moved ? await incidents.put(key, next, stored?.version) : stored?.version
    if (moved && version === undefined) return { report: { ...evaluated, conflicts: 1 }, more: true }
    if (version === undefined) return { report: evaluated, more: false }
    const report = await publish({ state: next, version }, fresh, now)
    return { report: addAlertReports(evaluated, report), more: evaluation.more }
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
    const next: IncidentState = { ...state, incidents: [], settled: 0 }
    delete (next as { revisit?: number }).revisit
    const moved = await incidents.put(incidentKey(state.rule, state.group), next, version)
    return moved === undefined ? emptyAlertReport : await publish({ state: next, version: moved }, [], now)
  }

  async function run(task: Task, now: number): Promise<AlertReport> {
    let total = emptyAlertReport
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const { report, more } = await step(task, now)
      total = addAlertReports(total, report)
      if (!more) return total
    }
    throw new Error(`[alert] rule "${task.rule.name}": the state of a group has too many writers`)
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
        if (!rule || seriesOf(rule, group) !== key) return []
        return [{ rule, group, series: key, regions, sweeping: false }]
      })
      return await runAll(tasks, now)
    },
    async sweep(now) {
      const open = await incidents.open()
      const tasks = open.flatMap(({ state: { rule: name, group } }) => {
        const rule = ruleNamed.get(name)
        return rule ? [{ rule, group, series: seriesOf(rule, group), regions: [], sweeping: true }] : []
      })
      const abandoned = open.filter(({ state }) => !ruleNamed.has(state.rule))
      const report = await runAll(rotated(tasks, now), now)
      const forgotten = await Promise.all(abandoned.map((stored) => forget(stored, now)))
      return forgotten.reduce(addAlertReports, report)
    },
  }
}

/** Begins elsewhere each minute, so that a sweep that runs out of time does not leave out the same groups again. */
function rotated(tasks: readonly Task[], now: number): Task[] {
  const first = tasks.length === 0 ? 0 : (Math.floor(now / 60_000) * 7_919) % tasks.length
  return [...tasks.slice(first), ...tasks.slice(0, first)]
}
