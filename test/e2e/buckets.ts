import { zstdDecompressSync } from 'node:zlib'
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { readLandingKey } from '../../lambdas/core/archive/index.ts'
import type { Aws } from './local-aws.ts'

export interface StoredObject {
  readonly key: string
  readonly etag: string
  readonly modified: number
}

/** All objects of a bucket, in the order of their keys. */
export async function listObjects(aws: Aws, bucket: string): Promise<StoredObject[]> {
  const objects: StoredObject[] = []
  let token: string | undefined
  do {
    const page = await aws.s3.send(
      new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 200, ContinuationToken: token }),
    )
    for (const { Key, ETag, LastModified } of page.Contents ?? [])
      objects.push({ key: Key ?? '', etag: ETag ?? '', modified: LastModified?.getTime() ?? 0 })
    token = page.NextContinuationToken
  } while (token)
  return objects.sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** An object's bytes, decompressed if it is a `.zst`. */
export async function readObject(aws: Aws, bucket: string, key: string): Promise<Buffer> {
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
  return key.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes
}

/** The columns of an archived record that the checks look at. */
export interface ArchivedRecord {
  readonly observed_timestamp: string
  readonly severity_number: number
  readonly body: string
  readonly resource: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, unknown>>
  readonly event_id: string
  readonly event_ids?: readonly string[]
}

/** The archive bucket as its readers see it. What was read once is kept: archived objects never change. */
export class Archive {
  readonly #aws: Aws
  readonly #bucket: string
  readonly #known = new Map<string, readonly ArchivedRecord[]>()

  constructor(aws: Aws, bucket: string) {
    this.#aws = aws
    this.#bucket = bucket
  }

  objects(): Promise<StoredObject[]> {
    return listObjects(this.#aws, this.#bucket)
  }

  text(key: string): Promise<Buffer> {
    return readObject(this.#aws, this.#bucket, key)
  }

  /** All records of the archive. */
  async records(): Promise<ArchivedRecord[]> {
    const all: ArchivedRecord[] = []
    for (const { key, etag } of await this.objects()) {
      if (readLandingKey(key)?.holds === 'account') continue
      const version = `${key} ${etag}`
      const known = this.#known.get(version) ?? parseLines((await this.text(key)).toString('utf8'))
      this.#known.set(version, known)
      all.push(...known)
    }
    return all
  }

  /** Ids of the archived events of each log stream, in the order of their time. */
  async idsByStream(): Promise<Map<string, string[]>> {
    const records = (await this.records()).sort(
      (a, b) => Date.parse(a.observed_timestamp) - Date.parse(b.observed_timestamp),
    )
    const byStream = Map.groupBy(records, ({ resource }) => resource['aws.log.stream.name'] ?? '')
    return new Map([...byStream].map(([stream, members]) => [stream, members.flatMap(idsOf)]))
  }
}

/** The events that a record stands for. */
export const idsOf = ({ event_id, event_ids }: ArchivedRecord): readonly string[] => event_ids ?? [event_id]

const parseLines = (text: string): ArchivedRecord[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
