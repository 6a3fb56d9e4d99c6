/**
 * What compaction costs and what it gives: MB/s of raw log per processor, memory, size against the raw log, and how fast the
 * archive answers.
 *
 *     node bench/archive/run.ts [RECORDS] [FOLDER]      default 1000000; the folder is removed unless it is named
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { openLogs } from '../../cli/query/index.ts'
import type { CompactReport } from '../../lambdas/core/compact/index.ts'
import { readManifests, stateOf } from '../../lambdas/core/ledger/index.ts'
import { createFolderStore } from '../../lambdas/core/store/index.ts'
import { generate } from './generate.ts'

type Took = CompactReport & Readonly<Record<'seconds' | 'cpuSeconds' | 'memory', number>>

/** The memory of the function that compacts. */
const heap = '--max-old-space-size=1200'

const sql = 'SELECT severity_text, count(*) FROM logs GROUP BY 1'
const bin = join(import.meta.dirname, '../../cli/bin.mjs')

const [count = '1000000', named] = process.argv.slice(2)
const folder = named === undefined ? await mkdtemp(join(tmpdir(), 'sluice-bench-')) : resolve(named)
const archive = join(folder, 'archive')
const say = (what: string, value: string) => console.log(`${what.padEnd(52)}${value}`)
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const start = performance.now()
  return [await work(), (performance.now() - start) / 1_000]
}

async function countBySeverity(): Promise<number> {
  const logs = await openLogs(folder)
  const { rows } = await logs.ask(sql)
  const counted = (await Array.fromAsync(rows)).flat().reduce((sum, [, n]) => sum + Number(n), 0)
  logs.close()
  return counted
}

/** What is there now, without what was written twice on the way. */
async function archiveBytes(): Promise<number> {
  const { live } = stateOf(await Array.fromAsync(readManifests(createFolderStore(archive), 'manifest/')))
  return [...live.values()].reduce((sum, { bytes }) => sum + bytes, 0)
}

try {
  const { records, rawBytes } = await generate(createFolderStore(archive), Number(count))
  const { stdout } = await promisify(execFile)(process.execPath, [
    heap,
    join(import.meta.dirname, 'compact.ts'),
    archive,
  ])
  const took = JSON.parse(stdout) as Took
  say('records', String(records))
  say('raw log', megabytes(rawBytes))
  say('landing', `${megabytes(took.bytesIn)}, 1/${(rawBytes / took.bytesIn).toFixed(1)} of raw`)
  const bytes = await archiveBytes()
  say('archive', `${megabytes(bytes)} in ${took.steps} objects, 1/${(rawBytes / bytes).toFixed(1)} of raw`)
  say(
    'compaction, raw log per second',
    `${megabytes(rawBytes / took.seconds)} (${took.seconds.toFixed(1)} s)`,
  )
  say(
    'compaction, raw log per processor second',
    `${megabytes(rawBytes / took.cpuSeconds)} (${took.cpuSeconds.toFixed(1)} s)`,
  )
  say('compaction, most memory', megabytes(took.memory))
  const [counted, seconds] = await timed(countBySeverity)
  say('count by severity, from opening to answer', `${seconds.toFixed(2)} s, ${counted} records`)
  const [, typed] = await timed(() =>
    promisify(execFile)(process.execPath, [bin, 'query', '--out', folder, sql]),
  )
  say('the same as a command, from its start to its end', `${typed.toFixed(2)} s`)
} finally {
  if (named === undefined) await rm(folder, { recursive: true, force: true })
}
