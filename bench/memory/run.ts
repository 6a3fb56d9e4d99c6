/**
 * `npm run bench:memory`: how much memory and time the largest payloads take that decoding lets through, each in a process of its
 * own with the heap that a function of 1 GB has. Exit code 1 if one does not fit.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Node takes about three quarters of a function's memory for its heap; so much is the function's in `lib/ingest-function.ts`. */
const functionMegabytes = 1_024
const heapMegabytes = 768

interface Measured {
  readonly kind: string
  readonly megabytes: number
  readonly events: number
  readonly seconds: number
  readonly residentMegabytes: number
}

function measure(kind: string, megabytes: number): Measured | undefined {
  const file = join(import.meta.dirname, 'measure.ts')
  const args = ['--expose-gc', `--max-old-space-size=${heapMegabytes}`, file, kind, String(megabytes)]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return status === 0 ? (JSON.parse(stdout) as Measured) : undefined
}

const rows = ['json', 'text', 'hostile'].flatMap((kind) =>
  [1, 16, 63].map((megabytes) => ({ kind, megabytes, ...measure(kind, megabytes) })),
)
console.table(
  rows.map(({ kind, megabytes, events, seconds, residentMegabytes }) => ({
    kind,
    'inflated MB': megabytes,
    events,
    seconds: seconds?.toFixed(1) ?? 'did not fit',
    'resident MB': residentMegabytes?.toFixed(0) ?? 'did not fit',
  })),
)
const fits = rows.every(
  ({ residentMegabytes }) => residentMegabytes !== undefined && residentMegabytes < functionMegabytes,
)
console.log(
  fits
    ? `every payload fits into ${functionMegabytes} MB`
    : `NOT every payload fits into ${functionMegabytes} MB`,
)
process.exitCode = fits ? 0 : 1
