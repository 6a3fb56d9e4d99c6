import { S3Client } from '@aws-sdk/client-s3'
import { retentionOf } from '../../lambdas/core/archive/index.ts'
import { serviceLookup } from '../../lambdas/core/config/index.ts'
import { usesHash } from '../../lambdas/core/config/uses-hash.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import { redrive as redriveAll } from '../../lambdas/core/redrive/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { createFolderStore, createS3Store } from '../../lambdas/core/store/index.ts'
import { isOwnLogGroup } from '../../lambdas/core/subscribe/own-log-groups.ts'
import { readHmacKey } from '../../lambdas/ingest/hmac-key.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { CliError, failure, usageError } from '../errors.ts'
import { hmacKey } from '../hmac-key.ts'
import { type Loaded, loadConfig } from '../load-config.ts'
import { openArchive, outFolder, outputOptions } from '../query/index.ts'
import { folderKey, lockFolder, makeFolder } from '../run/folder.ts'
import { localRegion } from '../run/origin.ts'
import { signerOf, signWithOption } from '../signing.ts'
import { plain, plural } from '../terminal.ts'

async function places(args: Arguments, world: World, config: Loaded['config']) {
  const { bucket, 'quarantine-bucket': quarantine, 'hash-key': secret } = args.values
  if (bucket === undefined && quarantine === undefined) {
    openArchive(args, world)
    const folder = await makeFolder(outFolder(args, world))
    const key = await folderKey(folder)
    const hmac = await hmacKey(world, () => ({ id: 'local', key }))
    const stores = {
      archiveStore: createFolderStore(folder.archive),
      quarantineStore: createFolderStore(folder.root),
    }
    return { ...stores, hmac, region: localRegion, close: lockFolder(folder) }
  }
  if (bucket === undefined || quarantine === undefined)
    throw usageError('missing_value', '--bucket and --quarantine-bucket belong together')
  if (usesHash(config) && secret === undefined)
    throw usageError('missing_value', 'the configuration uses the action hash: --hash-key names its secret')
  const s3 = new S3Client({})
  const hmac = secret === undefined ? undefined : await readHmacKey(secret)
  const region = world.env['AWS_REGION'] ?? world.env['AWS_DEFAULT_REGION'] ?? 'unknown'
  const stores = {
    archiveStore: createS3Store(s3, bucket, {
      retentionOf: retentionOf(config.archive.objectLock, world.now),
    }),
    quarantineStore: createS3Store(s3, quarantine),
  }
  return { ...stores, hmac, region, close: () => {} }
}

async function redriveCommand(args: Arguments, world: World): Promise<0 | 1> {
  if (args.rest.length > 0)
    throw usageError('unexpected_argument', `takes no file; got ${plain(args.rest[0]!)}`)
  const { config } = await loadConfig(args.values['config'], world.folder)
  const { hmac, region, close, ...stores } = await places(args, world, config)
  try {
    const signer = await signerOf(args.values['sign-with'], stores.archiveStore, world)
    const { redriven, remaining, events } = await redriveAll({
      ...stores,
      ...(signer ? { signer } : {}),
      clock: world.now,
      redactor: createRedactor(config.redact, hmac ? { hmac } : {}),
      route: createRouter(config.routes),
      surroundings: {
        region,
        serviceOf: serviceLookup(config),
        isOwn: (group) => isOwnLogGroup(config.name, group),
      },
    })
    world.stdout.write(
      `${plural(redriven, 'object')} (${plural(events, 'event')}) left the quarantine; ${plural(remaining, 'still fails', 'still fail')}.\n`,
    )
    return remaining > 0 ? 1 : 0
  } catch (error) {
    if (error instanceof CliError) throw error
    throw failure('redrive', 'it did not finish; nothing is lost, run it again to go on', error)
  } finally {
    close()
  }
}

const { out } = outputOptions

export const redrive: Command = {
  summary: 'try again what is in quarantine, with the code and configuration as they are now',
  usage: 'sluice redrive [options]',
  about: `Takes what could not be decoded or redacted through the stages again, after a fix. What works is archived and leaves
the quarantine, without alerts; what still fails stays, and the command ends with 1. What is read is unredacted and
is kept nowhere.`,
  options: {
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    out: out!,
    bucket: { value: 'NAME', help: 'the archive in AWS, instead of a folder' },
    'quarantine-bucket': { value: 'NAME', help: 'the quarantine in AWS' },
    'sign-with': signWithOption,
    'hash-key': { value: 'ARN', help: 'the secret with the key of the action hash, in AWS' },
  },
  examples: [
    ['sluice redrive', 'the quarantine of ./sluice-out'],
    [
      'sluice redrive --bucket ARCHIVE --quarantine-bucket QUARANTINE',
      'those of a stack; its outputs name them',
    ],
  ],
  run: redriveCommand,
}
