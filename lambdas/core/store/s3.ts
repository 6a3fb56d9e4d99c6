import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../ports.ts'

/** How often a write is tried when S3 says that another one of the same key is under way (409). */
const mostConflicts = 5

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode

/**
 * An object store in an S3 bucket. `If-None-Match: *` makes S3 itself refuse a second object of the same key: 412 means that
 * it is there, 409 that another writer is at it right now.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function createS3Store(client: Pick<S3Client, 'send'>, bucket: string): ObjectStore {
  return {
    async putIfAbsent(key, bytes, contentType = 'application/octet-stream') {
      for (let conflicts = 0; ; conflicts++) {
        try {
          await client.send(
            new PutObjectCommand({
              Bucket: bucket,
              Key: key,
              Body: bytes,
              ContentType: contentType,
              IfNoneMatch: '*',
            }),
          )
          return 'created'
        } catch (error) {
          if (statusOf(error) === 412) return 'exists'
          if (statusOf(error) !== 409 || conflicts >= mostConflicts)
            throw new Error(`[store] cannot write into bucket ${bucket}: ${(error as Error).name}`, {
              cause: error,
            })
        }
      }
    },
  }
}
