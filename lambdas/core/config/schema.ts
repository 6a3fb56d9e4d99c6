/** What a user may write, option by option: shapes and single values. Rules between options are in `semantics.ts`. */
import * as v from 'valibot'
import { parseDuration } from './duration.ts'
import { shown } from './error.ts'
import { storageClasses, weekdays } from './types.ts'

/** An object whose every option is known; an unknown one is named together with what is allowed. */
function options<const Entries extends v.ObjectEntries>(entries: Entries) {
  const allowed = Object.keys(entries).join(', ')
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return `unknown option; allowed here: ${allowed}`
    return issue.received === 'undefined'
      ? 'is missing'
      : `must be an object with ${allowed}, got ${shown(issue.input)}`
  })
}

const must = (what: string) => (issue: { readonly input: unknown }) =>
  issue.input === undefined ? `is missing: must be ${what}` : `must be ${what}, got ${shown(issue.input)}`

const text = (what: string) => v.pipe(v.string(must(what)), v.minLength(1, must(what)))
const matching = (pattern: RegExp, what: string) => v.pipe(v.string(must(what)), v.regex(pattern, must(what)))
const listOf = <const Item extends v.GenericSchema>(item: Item, what: string) =>
  v.array(item, must(`a list of ${what}`))
const oneOf = <const Values extends readonly string[]>(values: Values) =>
  v.picklist(values, must(`one of ${values.map((value) => `'${value}'`).join(', ')}`))
const wholeNumber = (least: number, most: number) => {
  const what = `a whole number from ${least} to ${most}`
  return v.pipe(
    v.number(must(what)),
    v.integer(must(what)),
    v.minValue(least, must(what)),
    v.maxValue(most, must(what)),
  )
}
const share = v.pipe(
  v.number(must('a number above 0, below 1')),
  v.gtValue(0, must('a number above 0, below 1')),
  v.ltValue(1, must('a number above 0, below 1')),
)
const durationWords = 'a duration such as 30s, 5m, 2h or 7d'
const duration = v.pipe(
  v.string(must(durationWords)),
  v.check((value) => (parseDuration(value) ?? 0) > 0, must(durationWords)),
)
const name = matching(
  /^[a-z][a-z0-9-]{0,39}$/,
  'a name of a-z, 0-9 and -, at most 40 characters, a letter first',
)
const snakeName = matching(
  /^[a-z][a-z0-9_]{0,39}$/,
  'a name of a-z, 0-9 and _, at most 40 characters, a letter first',
)
const when = v.record(v.string(), v.unknown(), must('an object of conditions'))
const action = oneOf(['mask', 'last4', 'hash', 'off'])

const source = options({
  logGroups: listOf(matching(/^[\w./#*?-]{1,512}$/, 'the name of a log group'), 'log group names'),
  exclude: v.optional(listOf(matching(/^[\w./#*-]{1,512}$/, 'the name of a log group'), 'log group names')),
  tags: v.optional(v.record(v.string(), v.string(must('text')), must('an object of tags'))),
  service: v.optional(matching(/^[\w.:-]{1,100}$/, 'a service name of letters, digits and . _ : -')),
  filterPattern: v.optional(
    v.pipe(
      v.string(must('a filter pattern')),
      v.maxLength(1024, must('a filter pattern of at most 1,024 characters')),
    ),
  ),
  sourceRetentionDays: v.optional(wholeNumber(1, 3653)),
})

const sourceList = v.pipe(listOf(source, 'sources'), v.minLength(1, 'must name at least one source'))
const accountWide = v.union(
  [
    v.literal('account'),
    options({
      account: options({
        exclude: v.optional(listOf(matching(/^[\w./#-]{1,512}$/, 'the full name of a log group'), 'names')),
        filterPattern: v.optional(v.pipe(v.string(must('a filter pattern')), v.maxLength(1024))),
      }),
    }),
  ],
  must(`a list of sources, 'account' or { account: { exclude: ['/full/name'] } }`),
)
/** Not a union with the list: its problems would lose their paths. */
const sources = v.lazy((input): typeof sourceList | typeof accountWide =>
  Array.isArray(input) || input === undefined ? sourceList : accountWide,
)

const redact = options({
  detectors: v.optional(v.record(v.string(), action, must('an object of detector names'))),
  keys: v.optional(
    options({
      mask: v.optional(listOf(text('a key name'), 'key names')),
      hash: v.optional(listOf(text('a key name'), 'key names')),
      drop: v.optional(listOf(text('a key name'), 'key names')),
      keep: v.optional(listOf(text('a key name'), 'key names')),
    }),
  ),
  patterns: v.optional(
    listOf(
      options({
        name: snakeName,
        pattern: text('a regular expression, as a string'),
        action: v.optional(oneOf(['mask', 'last4', 'hash'])),
      }),
      'patterns',
    ),
  ),
  allow: v.optional(listOf(text('a value'), 'values')),
})

const route = options({
  name,
  when,
  action: v.union(
    [oneOf(['drop', 'keep']), options({ sample: share })],
    must(`'drop', 'keep' or { sample: 0.01 }`),
  ),
})

const archive = options({
  tiers: v.optional(
    listOf(options({ storageClass: oneOf(storageClasses), afterDays: wholeNumber(1, 36_500) }), 'tiers'),
  ),
  expireAfterDays: v.optional(wholeNumber(1, 36_500)),
  objectLock: v.optional(
    options({ mode: oneOf(['GOVERNANCE', 'COMPLIANCE']), days: wholeNumber(1, 36_500) }),
  ),
  sign: v.optional(v.boolean(must('true or false'))),
  partitionBy: v.optional(listOf(text('a field'), 'fields')),
})

const untilWords = 'true, false, or a time such as 2026-12-01 or 2026-12-01T08:00:00Z'
const until = v.pipe(
  v.string(must(untilWords)),
  v.regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/, must(untilWords)),
  v.check((value) => Number.isFinite(Date.parse(value)), must(untilWords)),
)
const timeOfDay = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 08:30')
const zoneWords = 'a time zone such as Europe/Berlin'
function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== ''
  } catch {
    return false
  }
}

const alert = options({
  name,
  when,
  threshold: options({
    count: v.optional(wholeNumber(1, 1_000_000)),
    ratio: v.optional(share),
    minimum: v.optional(wholeNumber(1, 1_000_000_000)),
    within: v.optional(duration),
    firstSeenWithin: v.optional(duration),
    silentFor: v.optional(duration),
  }),
  groupBy: v.optional(
    v.pipe(listOf(text('a path into the record'), 'paths'), v.maxLength(5, 'at most 5 paths')),
  ),
  cooldown: v.optional(duration),
  resolveAfter: v.optional(duration),
  priority: v.optional(oneOf(['low', 'medium', 'high', 'critical'])),
  notify: v.optional(text('a name in notify')),
  mute: v.optional(v.union([v.boolean(), until], must(untilWords))),
  activeHours: v.optional(
    options({
      days: v.optional(v.pipe(listOf(oneOf(weekdays), 'days'), v.minLength(1, must('at least one day')))),
      from: timeOfDay,
      to: timeOfDay,
      timeZone: v.optional(v.pipe(v.string(must(zoneWords)), v.check(isTimeZone, must(zoneWords)))),
    }),
  ),
})

const target = options({
  emails: v.optional(listOf(matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address'), 'e-mail addresses')),
  runbook: v.optional(matching(/^https:\/\/\S+$/, 'an https:// address')),
  chat: v.optional(v.boolean(must('true or false'))),
})

const kinesis = options({
  kinesis: options({
    mode: v.union(
      [v.literal('on-demand'), options({ shards: wholeNumber(1, 1_000) })],
      must(`'on-demand' or { shards: 4 }`),
    ),
    retentionHours: v.optional(wholeNumber(24, 8_760)),
    from: v.optional(
      options({
        accounts: v.optional(listOf(matching(/^\d{12}$/, 'an account id of 12 digits'), 'account ids')),
        organization: v.optional(matching(/^o-[a-z0-9]{10,32}$/, 'the id of an organization, o-…')),
      }),
    ),
  }),
})

/** Each log group has a metric for each detector, route and code that occurs in it. */
const mostMeasured = 50
const operation = options({
  ingestConcurrency: v.optional(wholeNumber(1, 10_000)),
  tallyShards: v.optional(wholeNumber(1, 100)),
  tracing: v.optional(v.boolean(must('true or false'))),
  logGroupMetrics: v.optional(
    v.pipe(
      listOf(matching(/^[\w./#-]{1,512}$/, 'the full name of a log group'), 'names'),
      v.maxLength(mostMeasured, `at most ${mostMeasured} log groups: each metric is paid for`),
    ),
  ),
})

export const pipelineSchema = options({
  name: matching(/^[a-z][a-z0-9-]{1,19}$/, 'a name of a-z, 0-9 and -, 2 to 20 characters, a letter first'),
  sources,
  delivery: v.optional(v.union([v.literal('direct'), kinesis], must(`'direct' or { kinesis: … }`))),
  redact: v.optional(redact),
  routes: v.optional(listOf(route, 'routes')),
  archive: v.optional(archive),
  alerts: v.optional(listOf(alert, 'alerts')),
  notify: v.optional(v.record(v.string(), target, must('an object of targets'))),
  forward: v.optional(listOf(v.unknown(), 'destinations')),
  operation: v.optional(operation),
})

/** The configuration as a user writes it in `pipeline.config.ts`. */
export type PipelineConfig = v.InferInput<typeof pipelineSchema>
/** One entry of a list of sources. */
export type WrittenSource = v.InferInput<typeof source>
