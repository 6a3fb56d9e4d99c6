/** What EventBridge invokes every hour: environment → client → core. */
import { S3Client } from '@aws-sdk/client-s3'
import type { Context } from 'aws-lambda'
import { readBundledConfig } from '../bundled-config.ts'
import { retentionOf } from '../core/archive/index.ts'
import { compact, defaultGrace, defaultLimits, defaultSettle } from '../core/compact/index.ts'
import type { Signer } from '../core/ports.ts'
import { createS3Store } from '../core/store/index.ts'
import { compactMetrics } from '../core/telemetry/index.ts'
import { readCompactEnvironment } from './environment.ts'

const config = readBundledConfig(import.meta.url)
const { archiveBucket, ledgerKey } = readCompactEnvironment(process.env)
const store = createS3Store(new S3Client({}), archiveBucket, {
  retentionOf: retentionOf(config.archive.objectLock, Date.now),
})

/** KMS's client takes a while to load, and most ledgers are not signed. */
async function signerFor(key: string): Promise<Signer> {
  const [{ KMSClient }, { createKmsSigner }] = await Promise.all([
    import('@aws-sdk/client-kms'),
    import('../core/sign/kms.ts'),
  ])
  return createKmsSigner(new KMSClient({}), key)
}
const signing = ledgerKey === undefined ? {} : { signer: await signerFor(ledgerKey) }

/** Left over at the end: for the Parquet object that is being made when time runs out. */
const reserve = 120_000

/**
 * Compacts the hours that are closed and prints the metrics of it. What it does not get to is done by the next run; rejects
 * when S3 refuses, and then too.
 */
export async function handler(
  _event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> {
  const report = await compact({
    store,
    clock: Date.now,
    ...signing,
    limits: defaultLimits,
    settle: defaultSettle,
    grace: defaultGrace,
    deadline: Date.now() + context.getRemainingTimeInMillis() - reserve,
  })
  console.log(compactMetrics(report, config.name, Date.now()))
}
