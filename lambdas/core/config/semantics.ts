/** Rules between options: what each is alone may be fine and still not work together. */
import { checkPattern, detectorNames } from '../redact/index.ts'
import { alertProblems } from './alert-problems.ts'
import { joinPath, type Problem, shown } from './error.ts'
import type { PipelineConfig } from './schema.ts'
import { sourceProblems } from './source-problems.ts'
import { type StorageClass, storageClasses, type When } from './types.ts'
import { covers, whenProblems } from './when.ts'

function duplicates(path: string, names: readonly string[]): Problem[] {
  return names.flatMap((name, i) =>
    names.indexOf(name) === i
      ? []
      : [{ path: joinPath(path, i, 'name'), message: `${shown(name)} is there twice` }],
  )
}

function redact(config: PipelineConfig): Problem[] {
  const known = new Set<string>(detectorNames)
  const unknown = Object.keys(config.redact?.detectors ?? {}).filter((name) => !known.has(name))
  const patterns = config.redact?.patterns ?? []
  return [
    ...unknown.map((name) => ({
      path: joinPath('redact.detectors', name),
      message: `unknown detector; known: ${[...known].sort().join(', ')}`,
    })),
    ...duplicates(
      'redact.patterns',
      patterns.map((pattern) => pattern.name),
    ),
    ...patterns.flatMap(({ name, pattern }, i) => {
      if (known.has(name))
        return [
          {
            path: joinPath('redact.patterns', i, 'name'),
            message: `${shown(name)} is the name of a built-in detector`,
          },
        ]
      const refused = checkPattern(pattern)
      return refused
        ? [{ path: joinPath('redact.patterns', i, 'pattern'), message: `${shown(name)}: ${refused}` }]
        : []
    }),
  ]
}

/** Order: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const infrequent: readonly StorageClass[] = ['STANDARD_IA', 'ONEZONE_IA']
const leastDaysInInfrequent = 30

function tiers(config: PipelineConfig): Problem[] {
  const list = config.archive?.tiers ?? []
  return list.flatMap((tier, i) => {
    const at = (option: string) => joinPath('archive.tiers', i, option)
    if (infrequent.includes(tier.storageClass) && tier.afterDays < 30)
      return [
        {
          path: at('afterDays'),
          message: `S3 moves objects to ${tier.storageClass} after 30 days at the earliest, got ${tier.afterDays}`,
        },
      ]
    const before = list[i - 1]
    if (!before) return []
    if (storageClasses.indexOf(tier.storageClass) <= storageClasses.indexOf(before.storageClass))
      return [
        {
          path: at('storageClass'),
          message: `S3 cannot move objects from ${before.storageClass} to ${tier.storageClass}`,
        },
      ]
    const least = before.afterDays + (infrequent.includes(before.storageClass) ? leastDaysInInfrequent : 1)
    return tier.afterDays < least
      ? [
          {
            path: at('afterDays'),
            message: `must be at least ${least}, after ${before.storageClass} at ${before.afterDays}, got ${tier.afterDays}`,
          },
        ]
      : []
  })
}

function expiry(config: PipelineConfig): Problem[] {
  const last = config.archive?.tiers?.at(-1)
  const expires = config.archive?.expireAfterDays
  if (!last || expires === undefined || expires > last.afterDays) return []
  return [
    {
      path: 'archive.expireAfterDays',
      message: `must be above ${last.afterDays}, when objects move to ${last.storageClass}, got ${expires}`,
    },
  ]
}

/** Expiry hides an object; its locked version would stay, and cost, unseen. */
function objectLock(config: PipelineConfig): Problem[] {
  const { objectLock: lock, expireAfterDays: expires } = config.archive ?? {}
  if (!lock || expires === undefined || lock.days <= expires) return []
  return [
    {
      path: 'archive.objectLock.days',
      message: `must be at most ${expires}, when objects expire (archive.expireAfterDays), got ${lock.days}`,
    },
  ]
}

function alerts(config: PipelineConfig): Problem[] {
  const names = (config.alerts ?? []).map((rule) => rule.name)
  return [...duplicates('alerts', names), ...alertProblems(config)]
}

function routes(config: PipelineConfig): Problem[] {
  const list = config.routes ?? []
  return [
    ...duplicates(
      'routes',
      list.map((route) => route.name),
    ),
    ...list.flatMap((route, i) => whenProblems(joinPath('routes', i, 'when'), route.when)),
    ...list.flatMap((route, i) => {
      const before = list.slice(0, i).find((earlier) => covers(earlier.when as When, route.when as When))
      return before
        ? [
            {
              path: joinPath('routes', i),
              message: `is never reached: ${shown(before.name)} takes every record first`,
            },
          ]
        : []
    }),
  ]
}

function notify(config: PipelineConfig): Problem[] {
  return Object.keys(config.notify ?? {}).flatMap((name) =>
    /^[a-z][a-z0-9-]{0,39}$/.test(name)
      ? []
      : [{ path: joinPath('notify', name), message: 'must be a name of a-z, 0-9 and -, a letter first' }],
  )
}

/** Everything that is wrong with a configuration whose shape is right. */
export function semanticProblems(config: PipelineConfig): Problem[] {
  return [sourceProblems, redact, routes, tiers, expiry, objectLock, alerts, notify].flatMap((check) =>
    check(config),
  )
}
