import { existsSync } from 'node:fs'
import {
  type CompactReport,
  compact as compactArchive,
  defaultLimits,
} from '../../lambdas/core/compact/index.ts'
import { createFolderStore } from '../../lambdas/core/store/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { CliError, failure, usageError } from '../errors.ts'
import { outFolder, outputOptions } from '../query/index.ts'
import { layoutOf, lockFolder, makeFolder } from '../run/folder.ts'
import { signerOf, signWithOption } from '../signing.ts'
import { bytes, count, plain, plural } from '../terminal.ts'

function describe(report: CompactReport): string {
  const { events, repeated, landingObjects, bytesIn, bytesOut, steps, unreadable } = report
  if (steps === 0) return 'Nothing to do: landing holds nothing new.\n'
  const again = repeated > 0 ? `, ${count(repeated)} of them there already` : ''
  const broken =
    unreadable > 0 ? `\n${plural(unreadable, 'object')} in landing could not be read and stayed there.` : ''
  return `${plural(landingObjects, 'landing object')} (${bytes(bytesIn)}) became ${bytes(bytesOut)} of Parquet: ${plural(events, 'event')}${again}.${broken}\n`
}

async function compactCommand(args: Arguments, world: World): Promise<0 | 1> {
  if (args.rest.length > 0)
    throw usageError('unexpected_argument', `takes no file; got ${plain(args.rest[0]!)}`)
  const out = outFolder(args, world)
  if (!existsSync(layoutOf(out).archive))
    throw usageError(
      'no_archive',
      `there is no archive in ${plain(out)}; sluice run makes one, or name another --out`,
    )
  const folder = await makeFolder(out)
  const unlock = lockFolder(folder)
  try {
    const store = createFolderStore(folder.archive)
    const signer = await signerOf(args.values['sign-with'], store, world)
    const report = await compactArchive({
      store,
      clock: world.now,
      ...(signer ? { signer } : {}),
      limits: defaultLimits,
      settle: Number.NEGATIVE_INFINITY,
      grace: 0,
    })
    world.stdout.write(args.switches.has('json') ? `${JSON.stringify(report)}\n` : describe(report))
    return report.unreadable > 0 ? 1 : 0
  } catch (error) {
    if (error instanceof CliError) throw error
    throw failure('compaction', 'compaction did not finish; nothing is lost, run it again', error)
  } finally {
    unlock()
  }
}

const { out } = outputOptions

export const compact: Command = {
  summary: 'turn what has landed into Parquet: a tenth of the space, much faster to ask',
  usage: 'sluice compact [options]',
  about: `Merges the objects of landing/ into Parquet, hour by hour, as the pipeline does by itself in AWS. Can be stopped
and run again at any moment. sluice query answers the same before, during and after.`,
  options: { out: out!, 'sign-with': signWithOption, json: { help: 'what was done, as JSON' } },
  examples: [['sluice compact', 'the archive in ./sluice-out']],
  run: compactCommand,
}
