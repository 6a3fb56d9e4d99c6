import { extend, open } from './account.ts'
import type { Episode } from './episode.ts'
import type { Circumstances, Decision } from './evaluation.ts'
import type { Incident } from './incident.ts'
import { isMuted } from './quiet.ts'
import { measureOf, observedAt } from './thresholds/measure.ts'
import type { Stretch } from './thresholds/stretch.ts'

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
  const at = incident.until + measureOf(rule).resolveAfter
  return tell(incident, {
    state: 'resolved',
    at,
    observed: observedAt(rule, evidence.quanta, at),
  })
}

/** When nothing that comes can show any more that it goes on: of what is judged only then, that it is below is known. */
export function isOver(
  { until }: Pick<Stretch, 'until'>,
  { rule, now, latest, settings }: Pick<Circumstances, 'rule' | 'now' | 'latest' | 'settings'>,
): boolean {
  const { resolveAfter, patient } = measureOf(rule)
  return patient ? until + resolveAfter <= latest : now >= until + resolveAfter + settings.grace
}

/** What there is to say of an incident besides that it began: that it goes on, is not over after all, or is over. */
function next(
  incident: Incident,
  isLast: boolean,
  circumstances: Circumstances,
): [Incident, Decision] | undefined {
  const { rule, now } = circumstances
  const below = incident.until + measureOf(rule).resolveAfter
  if (incident.state === 'resolved') return isLast && now < below ? again(incident, true) : undefined
  if (isOver(incident, circumstances)) return recovery(incident, circumstances)
  return incident.last - incident.told_at >= rule.cooldown && !isMuted(rule, incident.last)
    ? again(incident, false)
    : undefined
}

/** Of what was not told nothing more is told, unless it still goes on when its rule may tell. */
function judgeMuted(
  incident: Incident,
  circumstances: Circumstances,
): { readonly incident: Incident; readonly decisions: readonly Decision[] } {
  const { rule } = circumstances
  if (incident.state === 'resolved') return { incident, decisions: [] }
  if (isOver(incident, circumstances)) return { incident: { ...incident, state: 'resolved' }, decisions: [] }
  if (isMuted(rule, incident.last)) return { incident, decisions: [] }
  const { muted: _, ...heard } = incident
  const told = { ...heard, told_at: incident.last, told_total: incident.total }
  const { last: at, last_count: observed } = incident
  return { incident: told, decisions: [{ incident: told, state: 'firing', at, observed, suppressed: 0 }] }
}

/** What becomes of one episode: the incident, and what is to be told of it. */
export function judge(
  episode: Episode,
  isLast: boolean,
  circumstances: Circumstances,
): { readonly incident: Incident; readonly decisions: readonly Decision[] } {
  const isNew = episode.told.length === 0
  const begun = isNew ? open(episode, circumstances) : extend(episode, circumstances)
  const muted = begun.muted ?? (isNew && isMuted(circumstances.rule, begun.peak_at))
  if (muted) return judgeMuted({ ...begun, muted: true }, circumstances)
  const [incident, decision] = next(begun, isLast, circumstances) ?? [begun]
  return { incident, decisions: [...(isNew ? [opening(begun)] : []), ...(decision ? [decision] : [])] }
}
