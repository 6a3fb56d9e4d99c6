import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { ReadableStore, StoredObject } from '../ports.ts'

/** How often a write is tried when S3 says that another one of the same key is under way (409). */
const mostConflicts = 5
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const mostKeysToDelete = 1_000

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode

type Client = Pick<S3Client, 'send'>

/** S3 Object Lock of one object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
export interface Retention {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE'
  readonly until: Date
}

export interface S3StoreOptions {
  /** Until when an object that is stored now cannot be removed; not locked unless it says so. Needs s3:PutObjectRetention. */
  readonly retentionOf?: (key: string) => Retention | undefined
}

interface Place {
  readonly client: Client
  readonly bucket: string
  readonly failure: (what: string, error: unknown) => Error
}

async function putIfAbsent(
  { client, bucket, failure }: Place,
  input: { Key: string; Body: Uint8Array; ContentType: string },
  retention: Retention | undefined,
) {
  const lock = retention ? { ObjectLockMode: retention.mode, ObjectLockRetainUntilDate: retention.until } : {}
  for (let conflicts = 0; ; conflicts++) {
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, ...input, ...lock, IfNoneMatch: '*' }))
      return 'created'
    } catch (error) {
      if (statusOf(error) === 412) return 'exists'
      if (statusOf(error) !== 409 || conflicts >= mostConflicts) throw failure('write into', error)
    }
  }
}

async function get({ client, bucket, failure }: Place, key: string): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return await Body!.transformToByteArray()
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey' || statusOf(error) === 404) return undefined
    throw failure('read from', error)
  }
}

async function* list(
  { client, bucket, failure }: Place,
  prefix: string,
  after?: string,
): AsyncIterable<StoredObject> {
  let token: string | undefined
  do {
    const page = await client
      .send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...(token ? { ContinuationToken: token } : after === undefined ? {} : { StartAfter: after }),
        }),
      )
      .catch((error) => {
        throw failure('list', error)
      })
    for (const { Key, Size = 0, LastModified } of page.Contents ?? [])
      yield { key: Key!, bytes: Size, modified: LastModified?.getTime() ?? 0 }
    token = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (token !== undefined)
}

async function remove({ client, bucket, failure }: Place, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += mostKeysToDelete) {
    const Objects = keys.slice(start, start + mostKeysToDelete).map((Key) => ({ Key }))
    const { Errors = [] } = await client
      .send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }))
      .catch((error) => {
        throw failure('remove from', error)
      })
    const refused = Errors.find(({ Code }) => Code !== 'NoSuchKey')
    if (refused) throw failure('remove from', Object.assign(new Error(refused.Code), { name: refused.Code }))
  }
}

/**
 * An object store in an S3 bucket. `If-None-Match: *` makes S3 itself refuse a second object of the same key: 412 means that
 * it is there, 409 that another writer is at it right now. In a versioned bucket, what is removed can be brought back.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function createS3Store(
  client: Client,
  bucket: string,
  { retentionOf }: S3StoreOptions = {},
): ReadableStore {
  const failure = (what: string, error: unknown): Error =>
    new Error(`[store] cannot ${what} bucket ${bucket}: ${(error as Error).name}`, { cause: error })
  const place: Place = { client, bucket, failure }
  return {
    putIfAbsent: (Key, Body, ContentType = 'application/octet-stream') =>
      putIfAbsent(place, { Key, Body, ContentType }, retentionOf?.(Key)),
    get: (key) => get(place, key),
    list: (prefix, after) => list(place, prefix, after),
    remove: (keys) => remove(place, keys),
  }
}
