import type { Pending, Settings } from './incident.ts'
import type { Notification } from './notification.ts'
import { type IncidentStore, incidentKey, type Stored } from './store.ts'

/** Where notifications go. May get the same one twice, with the same `alert_id`; throws when it could not be handed over. */
export interface Notifier {
  publish(notification: Notification): Promise<void>
}

export interface Delivery {
  readonly published: readonly Notification[]
  /** How many could not be published, or not be recorded as published: they stay, and are tried again. */
  readonly pending: number
  /** Why: the name of the error. */
  readonly fault?: string
}

const mostConflicts = 20

/** Takes what is published out of the outbox, whatever else others have done to the state meanwhile. */
async function clear(
  store: IncidentStore,
  key: string,
  stored: Stored,
  ids: ReadonlySet<string>,
): Promise<void> {
  let current: Stored | undefined = stored
  for (let conflicts = 0; current && conflicts < mostConflicts; conflicts++) {
    const { state, version }: Stored = current
    const outbox = state.outbox.filter(({ notification }) => !ids.has(notification.alert_id))
    if (outbox.length === state.outbox.length) return
    if ((await store.put(key, { ...state, outbox }, version)) !== undefined) return
    current = await store.get(key)
  }
  if (current)
    throw new Error(`[alert] cannot clear the outbox of rule "${stored.state.rule}": too many writers`)
}

/**
 * Publishes, in order, what is pending and is this caller's own (`mine`, decided just now) or so late that its decider must
 * have died; then takes it out of the outbox. Never out of order: what is another's to publish now stops what follows it. If
 * this one dies in between, it is published again with the same `alert_id`.
 */
export async function deliver(
  stores: { readonly incidents: IncidentStore; readonly notifier: Notifier },
  stored: Stored,
  mine: ReadonlySet<string>,
  now: number,
  { lease }: Settings,
): Promise<Delivery> {
  const isDue = ({ notification, decided_at }: Pending): boolean =>
    mine.has(notification.alert_id) || decided_at + lease <= now
  const { outbox } = stored.state
  const firstOfOthers = outbox.findIndex((pending) => !isDue(pending))
  const due = firstOfOthers < 0 ? outbox : outbox.slice(0, firstOfOthers)
  const published: Notification[] = []
  let fault: string | undefined
  for (const { notification } of due) {
    try {
      await stores.notifier.publish(notification)
      published.push(notification)
    } catch (error) {
      fault = error instanceof Error ? error.name : 'unknown'
      break
    }
  }
  const ids = new Set(published.map(({ alert_id }) => alert_id))
  if (ids.size > 0)
    await clear(stores.incidents, incidentKey(stored.state.rule, stored.state.group), stored, ids)
  return { published, pending: due.length - published.length, ...(fault === undefined ? {} : { fault }) }
}
