import { S3Client } from '@aws-sdk/client-s3'
import type { ReadableStore } from '../../lambdas/core/ports.ts'
import { createS3Store } from '../../lambdas/core/store/index.ts'
import type { Arguments, Option } from '../args.ts'
import type { World } from '../command.ts'
import { usageError } from '../errors.ts'
import { openArchive } from './folder.ts'

export const bucketOption: Option = { value: 'NAME', help: 'the bucket in AWS, instead of a folder' }

/**
 * The archive that --bucket or --out names, to be read.
 *
 * @throws {CliError} when both are named, or the folder has none.
 */
export function anyArchive(args: Arguments, world: World): ReadableStore {
  const { bucket, out } = args.values
  if (bucket === undefined) return openArchive(args, world)
  if (out !== undefined) throw usageError('wrong_value', '--out and --bucket exclude each other')
  return createS3Store(new S3Client({}), bucket)
}
