import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import { compareKeys } from '../../lambdas/core/store/key-order.ts'

/** An error as the SDK throws it. */
export const failure = (status: number, name: string): Error =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } })

/** Three keys a page, so that every test sees several. */
const pageSize = 3

/** What S3 documents of the commands that the store uses; `conflicts` is how often it answers a PUT 409 before it decides. */
export function fakeS3(conflicts = 0) {
  const objects = new Map<string, Uint8Array>()
  const commands: PutObjectCommandInput[] = []
  const put = (input: PutObjectCommandInput) => {
    commands.push(input)
    if (conflicts-- > 0) throw failure(409, 'ConditionalRequestConflict')
    if (input.IfNoneMatch === '*' && objects.has(input.Key!)) throw failure(412, 'PreconditionFailed')
    objects.set(input.Key!, input.Body as Uint8Array)
    return {}
  }
  const get = (key: string) => {
    const bytes = objects.get(key)
    if (!bytes) throw failure(404, 'NoSuchKey')
    return { Body: { transformToByteArray: async () => bytes } }
  }
  const list = (prefix: string, after = '') => {
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && compareKeys(key, after) > 0)
    const page = keys.sort(compareKeys).slice(0, pageSize)
    return {
      Contents: page.map((Key) => ({
        Key,
        Size: objects.get(Key)!.length,
        LastModified: new Date('2026-11-22'),
      })),
      IsTruncated: keys.length > page.length,
      NextContinuationToken: page.at(-1),
    }
  }
  const send = async (command: unknown) => {
    if (command instanceof PutObjectCommand) return put(command.input)
    if (command instanceof GetObjectCommand) return get(command.input.Key!)
    if (command instanceof ListObjectsV2Command) {
      const { Prefix, StartAfter, ContinuationToken } = command.input
      return list(Prefix ?? '', ContinuationToken ?? StartAfter)
    }
    if (!(command instanceof DeleteObjectsCommand)) throw failure(501, 'NotImplemented')
    for (const { Key } of command.input.Delete?.Objects ?? []) objects.delete(Key!)
    return {}
  }
  return { client: { send } as never, objects, commands }
}
