import type { ReadableStore } from '../../lambdas/core/ports.ts'
import type { Arguments, Option } from '../args.ts'
import type { World } from '../command.ts'
import { usageError } from '../errors.ts'
import { openArchive } from './folder.ts'

export const bucketOption: Option = { value: 'NAME', help: 'the bucket in AWS, instead of a folder' }

/**
 * The archive that --bucket or --out names, to be read. AWS is loaded only for a bucket.
 *
 * @throws {CliError} when both are named, or the folder has none.
 */
export async function anyArchive(args: Arguments, world: World): Promise<ReadableStore> {
  const { bucket, out } = args.values
  if (bucket === undefined) return openArchive(args, world)
  if (out !== undefined) throw usageError('wrong_value', '--out and --bucket exclude each other')
  const [{ S3Client }, { createS3Store }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('../../lambdas/core/store/index.ts'),
  ])
  return createS3Store(new S3Client({}), bucket)
}
