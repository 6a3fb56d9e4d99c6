import { randomBytes } from 'node:crypto'
import { type AlertRule, type Config, parseConfig } from '../../lambdas/core/config/index.ts'
import { decode } from '../../lambdas/core/decode/index.ts'
import { parse } from '../../lambdas/core/parse/index.ts'
import { batchOf, processBatch } from '../../lambdas/core/pipeline.ts'
import type { Batch } from '../../lambdas/core/records.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import type { Arguments } from '../args.ts'
import type { World } from '../command.ts'
import { usageError } from '../errors.ts'
import { inputNames } from '../input/names.ts'
import { type Input, openInputs } from '../input/open.ts'
import { readFault } from '../input/read-fault.ts'
import { loadConfig } from '../load-config.ts'
import { payloads } from '../run/events-source.ts'
import { localRegion, originOf, serviceOf } from '../run/origin.ts'
import { openPlanBook } from '../run/plans.ts'
import { textBatches } from '../run/text-source.ts'
import { stamped } from '../run/times.ts'
import { count, plain, plural, time } from '../terminal.ts'
import { History } from './history.ts'
import { ruleView } from './view.ts'

const week = 7 * 86_400_000

/** What is looked at when the configuration has no alerts. */
function rulesOf(config: Config): readonly AlertRule[] {
  if (config.alerts.length > 0) return config.alerts
  const threshold = { count: 10, within: '5m' }
  const each = (name: string, severity: string) => ({
    name,
    when: { severity },
    threshold,
    groupBy: ['service.name'],
  })
  const { name, sources } = config
  const written = { name, sources: sources.map(({ logGroups }) => ({ logGroups })) }
  return parseConfig({ ...written, alerts: [each('errors', 'error'), each('warnings', '=warn')] }).alerts
}

interface Reading {
  readonly config: Config
  readonly format: string
  readonly logGroup: string | undefined
  readonly key: Buffer
  readonly stop: AbortSignal
  readonly now: () => number
}

/** The batches of an input as `sluice run` cuts them. */
async function* batchesOf(
  input: Input,
  { config, format, logGroup, key, stop, now }: Reading,
): AsyncGenerator<Batch> {
  if (format === 'events') {
    const surroundings = { region: localRegion, serviceOf: serviceOf(config) }
    for await (const data of payloads(input.read(), stop)) {
      const decoded = decode(data)
      if (decoded.kind === 'data') yield batchOf(decoded.envelope, surroundings)
    }
    return
  }
  const origin = originOf(input, logGroup, config, key)
  const book = openPlanBook(':memory:')
  const none = () => {}
  const options = { origin, key, book, now, stop, onBytes: none, onCutLine: none }
  try {
    for await (const { events, plan } of textBatches(input, options))
      yield { id: '', origin, events: stamped(events, plan.time, (text) => parse(text).timestamp) }
  } finally {
    book.close()
  }
}

async function historyOf(inputs: readonly Input[], reading: Reading): Promise<History> {
  const { config, key } = reading
  const redactor = createRedactor(config.redact, { hmac: { id: 'once', key } })
  const route = createRouter(config.routes)
  const history = new History(rulesOf(config))
  for (const input of inputs)
    try {
      for await (const batch of batchesOf(input, reading))
        history.add(processBatch(batch, { redactor, route }).kept)
    } catch (error) {
      throw readFault(input, error)
    }
  return history
}

function fewOf(written: string | undefined): number {
  const few = Number(written ?? 1)
  if (Number.isFinite(few) && few >= 0) return few
  throw usageError('wrong_value', `--alerts-per-week must be a number; got ${plain(written ?? '')}`)
}

/** Says for each rule what is usual, and what thresholds would have told. */
export async function execute(args: Arguments, world: World): Promise<0 | 1> {
  const few = fewOf(args.values['alerts-per-week'])
  const { config } = await loadConfig(args.values['config'], world.folder)
  const inputs = await openInputs(inputNames(args, world, 'tune'), world)
  const stop = new AbortController()
  const forget = world.onInterrupt(() => stop.abort())
  const { format = 'text', 'log-group': logGroup } = args.values
  const reading = { config, format, logGroup, key: randomBytes(32), stop: stop.signal, now: world.now }
  const history = await historyOf(inputs, reading).finally(forget)
  const { span } = history
  if (!span) {
    world.stdout.write('There is no record to count.\n')
    return 0
  }
  const weeks = Math.max(1, (span.last - span.first) / week)
  const about = `${plural(history.records, 'record')} from ${time(span.first)} to ${time(span.last)} UTC; few alerts of a rule are ${count(Math.floor(few * weeks))}`
  const views = rulesOf(config).map((rule) => ruleView(rule, history, span, Math.floor(few * weeks), world))
  world.stdout.write(`${[about, '', ...views].join('\n')}`)
  return 0
}
