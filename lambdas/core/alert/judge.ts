import { extend, open } from './account.ts'
import type { Circumstances, Episode } from './episode.ts'
import type { Incident } from './incident.ts'
import { countAt } from './thresholds/count.ts'

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

/** What there is to say of an incident besides that it began: that it goes on, is not over after all, or is over. */
function next(
  incident: Incident,
  isLast: boolean,
  circumstances: Circumstances,
): [Incident, Decision] | undefined {
  const { rule, now, settings } = circumstances
  const below = incident.until + rule.resolveAfter
  if (incident.state === 'resolved') return isLast && now < below ? again(incident, true) : undefined
  if (now >= below + settings.grace) return recovery(incident, circumstances)
  return incident.last - incident.told_at >= rule.cooldown ? again(incident, false) : undefined
}

/** What becomes of one episode: the incident, and what is to be told of it. */
export function judge(
  episode: Episode,
  isLast: boolean,
  circumstances: Circumstances,
): { readonly incident: Incident; readonly decisions: readonly Decision[] } {
  const isNew = episode.told.length === 0
  const begun = isNew ? open(episode.stretch, circumstances) : extend(episode, circumstances)
  const [incident, decision] = next(begun, isLast, circumstances) ?? [begun]
  return { incident, decisions: [...(isNew ? [opening(begun)] : []), ...(decision ? [decision] : [])] }
}
