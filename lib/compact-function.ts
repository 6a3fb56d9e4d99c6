import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { writeCompactEnvironment } from '../lambdas/compact/environment.ts'
import { archivePrefix, landingPrefix, ledgerPrefix, manifestPrefix } from '../lambdas/core/archive/index.ts'
import { acknowledge, wildcardFinding } from './acknowledge.ts'
import type { ArchiveBucket } from './archive-bucket.ts'
import type { LedgerKey } from './ledger-key.ts'
import { FunctionRole, PipelineFunction } from './pipeline-function.ts'

export interface CompactFunctionProps {
  readonly pipeline: string
  readonly code: Code
  readonly archive: ArchiveBucket
  /** Whether what it writes is locked. */
  readonly locks?: boolean
  /** What it signs the ledger with. */
  readonly ledgerKey?: LedgerKey
}

/**
 * The function that turns closed hours into Parquet. It runs every hour; two at once, or one that is cut off, do no harm
 * (docs/archive.md). 1,769 MB are one whole processor, of which Parquet makes use.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export class CompactFunction extends Construct {
  readonly function: LambdaFunction

  constructor(
    scope: Construct,
    id: string,
    { pipeline, code, archive, locks = false, ledgerKey }: CompactFunctionProps,
  ) {
    super(scope, id)
    const owner = new FunctionRole(this, 'Access', pipeline, 'compact')
    this.function = new PipelineFunction(this, 'Function', {
      pipeline,
      own: 'compact',
      owner,
      description: `Sluice ${pipeline}: turns closed hours of the archive into Parquet`,
      code,
      environment: writeCompactEnvironment({
        archiveBucket: archive.bucketName,
        ...(ledgerKey ? { ledgerKey: ledgerKey.keyArn } : {}),
      }),
      memorySize: 1769,
      timeout: Duration.minutes(15),
      // The next hour goes on where this one stopped.
      retryAttempts: 0,
      maxEventAge: Duration.hours(1),
    })
    this.permit(owner, archive, locks)
    if (ledgerKey)
      owner.allow(['kms:Sign'], [ledgerKey.keyArn], {
        StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' },
      })
    new Rule(this, 'EveryHour', {
      description: 'Turns closed hours of the archive into Parquet',
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaTarget(this.function, { retryAttempts: 0 })],
    })
  }

  /** It may not touch what the ledger says: entries are added, and never replaced or removed; a lock is never loosened. */
  private permit(owner: FunctionRole, archive: ArchiveBucket, locks: boolean): void {
    const below = (...prefixes: string[]) => prefixes.map((prefix) => archive.arnForObjects(`${prefix}*`))
    owner.allow(['s3:ListBucket'], [archive.bucketArn])
    owner.allow(['s3:GetObject'], below(landingPrefix, archivePrefix, ledgerPrefix, manifestPrefix))
    const put = locks ? ['s3:PutObject', 's3:PutObjectRetention'] : ['s3:PutObject']
    owner.allow(put, below(archivePrefix, ledgerPrefix, manifestPrefix))
    owner.allow(['s3:DeleteObject'], below(landingPrefix, archivePrefix))
    const reason = 'The keys of objects come from what the archive holds.'
    const arns = below(landingPrefix, archivePrefix, ledgerPrefix, manifestPrefix)
    acknowledge(owner, Object.fromEntries(arns.map((arn) => [wildcardFinding(this, arn), reason])))
  }
}
