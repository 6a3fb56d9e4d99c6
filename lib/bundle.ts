import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stage } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { buildSync } from 'esbuild'
import type { PipelineConfig } from '../lambdas/core/config/index.ts'
import type { OwnFunction } from '../lambdas/core/subscribe/index.ts'

const projectRoot = join(import.meta.dirname, '..')

/** The file that holds a function's `export const handler`. */
export const entryOf = (own: OwnFunction): string => join(projectRoot, 'lambdas', own, 'handler.ts')

/** Ingest's other handler, for delivery through a stream. */
export const kinesisEntry = join(projectRoot, 'lambdas', 'ingest', 'kinesis-handler.ts')

interface Built {
  readonly code: string
  readonly sourceMap: string
}
const built = new Map<string, Built>()

/** Parts of the SDK are CommonJS and call `require`, which a module does not have. */
const requireForModules =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"

/**
 * One file with everything that the function runs, the SDK's clients included: their version is then the lockfile's, not
 * the runtime's. Names are kept, so that a stack trace says where it was without the source map. Built once per process.
 */
export function build(entry: string): Built {
  const before = built.get(entry)
  if (before) return before
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    absWorkingDir: projectRoot,
    outfile: join(projectRoot, 'index.mjs'),
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
    sourcemap: 'external',
    banner: { js: requireForModules },
    logLevel: 'error',
  })
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))!.text
  const result = { code: text('.mjs'), sourceMap: text('.mjs.map') }
  built.set(entry, result)
  return result
}

/**
 * The asset of a function: `index.mjs`, and beside it `config.json` with the configuration as the user wrote it. Both are
 * written into the output folder of the synthesis (`cdk.out`) under a name made from what is in them. The source map lies
 * beside that folder, not in it: a function does not need it. An unchanged function is not deployed again.
 */
export function bundle(
  scope: Construct,
  own: OwnFunction,
  config: PipelineConfig,
  entry = entryOf(own),
): Code {
  const { code, sourceMap } = build(entry)
  const configJson = `${JSON.stringify(config, null, 2)}\n`
  const hash = createHash('sha256').update(code).update('\0').update(configJson).digest('hex').slice(0, 16)
  const folder = join(Stage.of(scope)!.outdir, `bundle.${own}.${hash}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.mjs'), code)
  writeFileSync(join(folder, 'config.json'), configJson)
  writeFileSync(`${folder}.mjs.map`, sourceMap)
  return Code.fromAsset(folder)
}
