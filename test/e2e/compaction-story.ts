import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  decodeRecord,
  type Partition,
  partitionOfKey,
  readLandingKey,
} from '../../lambdas/core/archive/index.ts'
import type { ReadableStore } from '../../lambdas/core/ports.ts'
import { replay } from '../../lambdas/core/replay/index.ts'
import { ledgerKeyAlias } from '../../lambdas/core/sign/alias.ts'
import { checkWith } from '../../lambdas/core/sign/index.ts'
import { publicKeyInKms } from '../../lambdas/core/sign/kms.ts'
import { createS3Store } from '../../lambdas/core/store/index.ts'
import { type Verification, verify } from '../../lambdas/core/verify/index.ts'
import { expectSame, type Problems } from './checks.ts'
import type { Cleanup } from './cleanup.ts'
import { makeIds, payloadOf, type SentBatch } from './delivery.ts'
import config from './e2e.config.ts'
import { invoke } from './functions.ts'
import { output, path, root } from './places.ts'
import { eventually, finish } from './processes.ts'
import type { Stage } from './stage.ts'

const hourLength = 3_600_000
const batches = 6
const eventsPerBatch = 50

/** Three hours ago, so that the hour is closed. */
const began = Math.floor(Date.now() / hourLength) * hourLength - 3 * hourLength
const iso = new Date(began).toISOString()
const isOld = ({ dt, hour }: Partition): boolean => dt === iso.slice(0, 10) && hour === iso.slice(11, 13)

const sent: readonly (SentBatch & { readonly ids: readonly string[] })[] = Array.from(
  { length: batches },
  (_, batch) => ({
    logGroup: '/ecs/shop',
    logStream: `web/shop/old-${batch}`,
    events: Array.from({ length: eventsPerBatch }, (_, i) => ({
      timestamp: began + (batch * eventsPerBatch + i) * 1_000,
      message: `order ${batch * eventsPerBatch + i} shipped`,
    })),
    ids: makeIds(eventsPerBatch, 100_000 + batch * eventsPerBatch),
  }),
)
const expected = sent.flatMap(({ ids }) => ids).sort()

/** Ids of the old hour's events, each as often as a reader of the archive sees it at this moment. */
async function seen(store: ReadableStore): Promise<string[]> {
  const ids: string[] = []
  const send = async (lines: string): Promise<void> => {
    for (const line of lines.trimEnd().split('\n')) {
      const { event_id, event_ids } = decodeRecord(line)
      ids.push(...(event_ids ?? [event_id]))
    }
  }
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  await replay({ store, wanted: isOld, send, ...always })
  return ids.sort()
}

const onceEach = (ids: readonly string[]): Problems =>
  ids.join() === expected.join()
    ? []
    : [`${expected.length} events sent, ${ids.length} seen, ${new Set(ids).size} different`]

/** Looks at the archive again and again until `work` is done. */
async function watching<Result>(store: ReadableStore, work: Promise<Result>) {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  const problems: string[] = []
  let looks = 0
  while (!isDone) {
    problems.push(...onceEach(await seen(store)))
    looks++
  }
  return { result: await done, problems, looks }
}

/** What `sluice query` answers on a copy of the hour. */
async function counted(store: ReadableStore, cleanup: Cleanup): Promise<string> {
  const copy = join(output, 'copy')
  for await (const { key } of store.list('')) {
    const partition = readLandingKey(key)?.partition ?? partitionOfKey(key)
    if (!partition || !isOld(partition)) continue
    const file = join(copy, 'archive', key)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, (await store.get(key)) ?? '')
  }
  const sql = 'SELECT count(*) AS events, count(DISTINCT event_id) AS ids FROM logs'
  const args = [join(root, 'cli/bin.mjs'), 'query', '--out', copy, '--json', sql]
  const log = join(output, 'query.log')
  await finish({ command: 'node', args, env: { ...process.env, PATH: path }, log }, cleanup)
  return readFileSync(log, 'utf8').trim()
}

/** Of two compactions at once, in whatever hours were over, one loses: its objects stay for an hour, until compaction removes them. */
export const isStray = ({ code, key }: Verification['problems'][number]): boolean =>
  code === 'object_unknown' && key.endsWith('.parquet')

async function deliver({ aws, inbox, deployed }: Stage): Promise<string[]> {
  const payloads = sent.map((batch) => payloadOf(inbox.account, batch, batch.ids))
  const failures = await Promise.all(payloads.map((each) => invoke(aws, deployed.ingestFunction, each)))
  return failures.filter((failure) => failure !== undefined)
}

/** An hour that is over becomes Parquet, by two runs at once, and each event is seen once before, during and after. */
export async function checkCompaction(stage: Stage, cleanup: Cleanup): Promise<void> {
  const { aws, deployed, checks } = stage
  const store = createS3Store(aws.s3, deployed.archiveBucket)
  const compact = () => invoke(aws, deployed.compactFunction, {})
  const failures = await deliver(stage)
  await eventually(async () => (await seen(store)).length >= expected.length, 5)
  checks.check('before compaction each event of an hour is seen once', [
    ...failures,
    ...onceEach(await seen(store)),
  ])

  const { result, problems, looks } = await watching(store, Promise.all([compact(), compact()]))
  const failed = result.filter((failure) => failure !== undefined)
  checks.check(`and while two compactions run (${looks} looks)`, [...failed, ...problems])

  const objects = (await stage.archive.objects()).map(({ key }) => key)
  const parquet = objects.filter((key) => key.endsWith('.parquet') && isOld(partitionOfKey(key)!))
  checks.check('the hour is one Parquet object, or two of which one is a stray', [
    ...(parquet.length === 1 || parquet.length === 2 ? [] : [`${parquet.length} objects`]),
  ])
  checks.check('and after it, by all readers', [
    ...onceEach(await seen(store)),
    ...expectSame(
      'sluice query on a copy',
      await counted(store, cleanup),
      JSON.stringify({ events: expected.length, ids: expected.length }),
    ),
  ])
  const check = checkWith(await publicKeyInKms(aws.kms, ledgerKeyAlias(config.name)))
  const {
    problems: broken,
    entries,
    signed,
  } = await verify({
    store,
    wanted: () => true,
    expired: () => false,
    check,
  })
  checks.check('the ledger proves it, each entry signed with the key in KMS', [
    ...broken.filter((problem) => !isStray(problem)).map(({ code, key }) => `${code} ${key}`),
    ...(entries > 0 ? [] : ['it is empty']),
    ...(signed === entries ? [] : [`${signed} of ${entries} entries are signed`]),
  ])
}
