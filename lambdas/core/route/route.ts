import type { RouteConfig } from '../config/index.ts'
import { compileWhen } from '../match/index.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { isSampled } from './sample.ts'

/** The name of the route that drops a record; undefined when it is kept. */
export type Router = (record: RedactedRecord) => string | undefined

/**
 * Makes the stage that keeps, drops or samples records: the first route that matches decides, and no route means keep.
 * The same record gets the same answer each time it is delivered, also from `sample`.
 */
export function createRouter(routes: readonly RouteConfig[]): Router {
  if (routes.length === 0) return () => undefined
  const compiled = routes.map(({ name, when, action }) => ({ name, matches: compileWhen(when), action }))
  return (record) => {
    const route = compiled.find(({ matches }) => matches(record))
    if (route === undefined || route.action === 'keep') return undefined
    return route.action === 'drop' || !isSampled(record.event_id, route.action.sample)
      ? route.name
      : undefined
  }
}
