import type { AlertRule } from '../config/index.ts'
import type { Group } from '../tally/index.ts'
import type { Evaluation } from './evaluation.ts'
import type { Incident, IncidentState } from './incident.ts'
import type { Notification } from './notification.ts'

/** An incident that is told for the first time gets the label that it is told with. */
function labelled(incident: Incident, fresh: readonly Notification[]): Incident {
  const opening = fresh.find(({ started_at }) => Date.parse(started_at) === incident.started_at)
  if (incident.label || !opening) return incident
  return { ...incident, label: { service: opening.service, severity: opening.severity } }
}

/** The state after an evaluation, with what it has made to be told. */
export function nextState(
  { rule, group }: { readonly rule: AlertRule; readonly group: Group },
  state: IncidentState | undefined,
  { incidents, settled, revisit, watch }: Evaluation,
  fresh: readonly Notification[],
  now: number,
): IncidentState {
  return {
    rule: rule.name,
    group,
    incidents: incidents.map((incident) => labelled(incident, fresh)),
    settled,
    ...(revisit === undefined ? {} : { revisit }),
    ...(watch === undefined ? {} : { watch }),
    outbox: [...(state?.outbox ?? []), ...fresh.map((notification) => ({ notification, decided_at: now }))],
  }
}

const emptyIs = ({ incidents, outbox, revisit, watch }: IncidentState): boolean =>
  incidents.length === 0 && outbox.length === 0 && revisit === undefined && watch === undefined

/** Nothing is written where nothing is remembered: a rule that is touched and does not fire costs no write. */
export function changed(before: IncidentState | undefined, after: IncidentState): boolean {
  if (before === undefined) return !emptyIs(after)
  return JSON.stringify(before) !== JSON.stringify(after)
}
