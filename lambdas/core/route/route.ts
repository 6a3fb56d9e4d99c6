import type { RouteConfig } from '../config/index.ts'
import { compileWhen } from '../match/index.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { isSampled } from './sample.ts'

/** What the routes made of some records. */
export interface Routed {
  readonly kept: readonly RedactedRecord[]
  /** The others, with the name of the route that dropped each. */
  readonly dropped: ReadonlyMap<RedactedRecord, string>
}

export type Router = (records: readonly RedactedRecord[]) => Routed

/**
 * Makes the stage that keeps, drops or samples records: the first route that matches decides, and no route means keep.
 * The same record gets the same answer each time it is delivered, also from `sample`.
 */
export function createRouter(routes: readonly RouteConfig[]): Router {
  if (routes.length === 0) return (records) => ({ kept: records, dropped: new Map() })
  const compiled = routes.map(({ name, when, action }) => ({ name, matches: compileWhen(when), action }))
  return (records) => {
    const kept: RedactedRecord[] = []
    const dropped = new Map<RedactedRecord, string>()
    for (const record of records) {
      const route = compiled.find(({ matches }) => matches(record))
      if (
        !route ||
        route.action === 'keep' ||
        (route.action !== 'drop' && isSampled(record.event_id, route.action.sample))
      )
        kept.push(record)
      else dropped.set(record, route.name)
    }
    return { kept, dropped }
  }
}
