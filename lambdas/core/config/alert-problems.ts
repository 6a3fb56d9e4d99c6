/** Rules of `alerts`: one that cannot fire, or would always fire, is refused with the reason. */
import { parseDuration } from './duration.ts'
import { joinPath, type Problem, shown } from './error.ts'
import type { PipelineConfig } from './schema.ts'
import type { SeverityMatch, When } from './types.ts'
import { baseOf, covers, severityRange, whenProblems } from './when.ts'

type Written = NonNullable<PipelineConfig['alerts']>[number]
type Kind = 'count' | 'ratio' | 'firstSeenWithin' | 'silentFor'

const kinds: readonly Kind[] = ['count', 'ratio', 'firstSeenWithin', 'silentFor']
/** What goes with each kind. */
const companions: Readonly<Record<Kind, readonly string[]>> = {
  count: ['within'],
  ratio: ['within', 'minimum'],
  firstSeenWithin: [],
  silentFor: [],
}
const examples = `{ count: 10, within: '5m' }, { ratio: 0.05, within: '10m', minimum: 100 }, { firstSeenWithin: '30d' } or { silentFor: '15m' }`

const kindOf = ({ threshold }: Written): Kind | undefined => {
  const given = kinds.filter((kind) => threshold[kind] !== undefined)
  return given.length === 1 ? given[0] : undefined
}

function shape({ threshold }: Written, path: string): Problem[] {
  const given = kinds.filter((kind) => threshold[kind] !== undefined)
  if (given.length > 1) return [{ path, message: `${given.join(' and ')} are rules of their own: give one` }]
  const [kind] = given
  if (kind === undefined) {
    const missing = threshold.minimum === undefined ? 'count' : 'ratio'
    return [{ path, message: `needs ${threshold.within ? missing : 'one of'} ${examples}` }]
  }
  const foreign = (['within', 'minimum'] as const).filter(
    (each) => threshold[each] !== undefined && !companions[kind].includes(each),
  )
  if (foreign.length > 0)
    return foreign.map((each) => ({ path: joinPath(path, each), message: `does not go with ${kind}` }))
  return companions[kind].includes('within') && threshold.within === undefined
    ? [{ path, message: `needs within: ${examples}` }]
    : []
}

/** From what to what a duration may be, and why. */
interface Bounds {
  readonly least?: string
  readonly most: string
  readonly because?: string
}
const bounds: Readonly<Record<'within' | 'firstSeenWithin' | 'silentFor', Bounds>> = {
  within: { most: '7d' },
  firstSeenWithin: { least: '10m', most: '400d' },
  silentFor: { least: '2m', most: '7d', because: ': records may be up to two minutes late' },
}

function durations({ threshold }: Written, path: string): Problem[] {
  return Object.entries(bounds).flatMap(([option, { least = '1s', most, because = '' }]) => {
    const written = threshold[option as keyof typeof bounds]
    const length = parseDuration(written ?? '')
    if (length === undefined) return []
    const at = joinPath(path, option)
    if (length > parseDuration(most)!)
      return [{ path: at, message: `must be at most ${most}, got ${written}` }]
    return length < parseDuration(least)!
      ? [{ path: at, message: `must be at least ${least}${because}, got ${written}` }]
      : []
  })
}

function resolving(rule: Written, path: string): Problem[] {
  const { firstSeenWithin } = rule.threshold
  if (rule.resolveAfter === undefined) return []
  const at = joinPath(path, 'resolveAfter')
  if (kindOf(rule) === 'silentFor')
    return [
      { path: at, message: 'does not go with silentFor: the first record that arrives ends the silence' },
    ]
  if (firstSeenWithin === undefined) return []
  const length = parseDuration(rule.resolveAfter)!
  if (length < parseDuration('2m')!)
    return [{ path: at, message: `must be at least 2m with firstSeenWithin, got ${rule.resolveAfter}` }]
  return length > parseDuration(firstSeenWithin)!
    ? [
        {
          path: at,
          message: `must be at most firstSeenWithin (${firstSeenWithin}), got ${rule.resolveAfter}`,
        },
      ]
    : []
}

/** Fields whose value is another one for each record: grouped by them, every group has one record. */
const unique = ['event_id', 'event_ids', 'timestamp', 'observed_timestamp', 'span_id']

/** Whether everything that `when` matches is below error, where a record has no fingerprint. */
const belowError = ({ severity }: When): boolean =>
  severity !== undefined && (severityRange(severity as SeverityMatch)?.most ?? 24) < 17

function grouping(rule: Written, path: string): Problem[] {
  const groupBy = rule.groupBy ?? []
  const kind = kindOf(rule)
  const at = joinPath(path, 'groupBy')
  if (kind === 'firstSeenWithin' && groupBy.length === 0)
    return [
      {
        path: at,
        message: `is needed with firstSeenWithin: what is to be new? ['fingerprint'] for kinds of errors`,
      },
    ]
  if (kind === 'firstSeenWithin' && groupBy.includes('fingerprint') && belowError(rule.when as When))
    return [{ path: at, message: 'can never fire: records below error have no fingerprint' }]
  const each = groupBy.find((field) => unique.includes(field))
  if (each === undefined || (kind === 'count' && rule.threshold.count === 1)) return []
  const always = kind === 'firstSeenWithin' || kind === 'silentFor'
  return [
    {
      path: at,
      message: `${always ? 'would always fire' : 'can never fire'}: ${shown(each)} is another one for each record`,
    },
  ]
}

/** What a ratio compares with: if nothing is left, or a route drops it, the share is always 1. */
function comparing(rule: Written, config: PipelineConfig, path: string): Problem[] {
  const when = rule.when as When
  const base = baseOf(when)
  if (kindOf(rule) !== 'ratio' || whenProblems('', rule.when).length > 0) return []
  if (Object.keys(base).length === Object.keys(when).length)
    return [
      {
        path: joinPath(path, 'when'),
        message:
          'would always fire: a ratio compares what matches with what matches without severity and body, and needs one of them',
      },
    ]
  const range = when.severity && severityRange(when.severity)
  if (!range || when.body || range.most < 24) return []
  const level = (['debug', 'info', 'warn', 'error', 'fatal'] as const)[Math.floor((range.least - 5) / 4)]
  const rest: When = { ...base, severity: `<${level ?? 'debug'}` }
  const dropping = (config.routes ?? []).find(
    (route) => route.action === 'drop' && covers(route.when as When, rest),
  )
  return dropping
    ? [
        {
          path,
          message: `would always fire: the route ${shown(dropping.name)} drops every record that it would compare with`,
        },
      ]
    : []
}

function routed(rule: Written, config: PipelineConfig, path: string): Problem[] {
  const dropping = (config.routes ?? []).find(
    (route) => route.action === 'drop' && covers(route.when as When, rule.when as When),
  )
  if (!dropping) return []
  const [verdict, verb] =
    kindOf(rule) === 'silentFor' ? ['would always fire', 'wait for'] : ['can never fire', 'count']
  return [
    {
      path,
      message: `${verdict}: the route ${shown(dropping.name)} drops every record that it would ${verb}`,
    },
  ]
}

function hours({ activeHours }: Written, path: string): Problem[] {
  return activeHours && activeHours.from === activeHours.to
    ? [
        {
          path: joinPath(path, 'activeHours.to'),
          message: `must be another time than from, got ${activeHours.to}`,
        },
      ]
    : []
}

function target({ notify }: Written, config: PipelineConfig, path: string): Problem[] {
  const targets = ['default', ...Object.keys(config.notify ?? {}).filter((name) => name !== 'default')]
  return notify === undefined || targets.includes(notify)
    ? []
    : [
        {
          path: joinPath(path, 'notify'),
          message: `must be one of ${targets.join(', ')}, got ${shown(notify)}`,
        },
      ]
}

/** Everything that is wrong with the alerts of a configuration, but their names. */
export function alertProblems(config: PipelineConfig): Problem[] {
  return (config.alerts ?? []).flatMap((rule, i) => {
    const path = joinPath('alerts', i)
    return [
      ...whenProblems(joinPath(path, 'when'), rule.when),
      ...shape(rule, joinPath(path, 'threshold')),
      ...durations(rule, joinPath(path, 'threshold')),
      ...resolving(rule, path),
      ...grouping(rule, path),
      ...comparing(rule, config, path),
      ...hours(rule, path),
      ...target(rule, config, path),
      ...routed(rule, config, path),
    ]
  })
}
