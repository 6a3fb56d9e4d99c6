import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import { Construct } from 'constructs'
import { athenaQuery, namedQueries } from '../lambdas/core/query/index.ts'
import type { ArchiveBucket } from './archive-bucket.ts'
import { athenaResultsPrefix } from './archive-bucket.ts'
import { AthenaTables } from './athena-tables.ts'

/** A query that would read more is cancelled: half a dollar's worth, at $5 per TB. */
const mostBytesScanned = 100_000_000_000

export interface AthenaProps {
  readonly pipeline: string
  readonly archive: ArchiveBucket
}

/**
 * What one needs to ask the archive in SQL: the table `logs`, a workgroup that bounds what a query may cost, and the questions
 * that people ask, ready to run. Nothing in it costs anything until somebody asks.
 */
export class Athena extends Construct {
  readonly database: string
  readonly workGroup: string

  constructor(scope: Construct, id: string, { pipeline, archive }: AthenaProps) {
    super(scope, id)
    const tables = new AthenaTables(this, 'Tables', { pipeline, archive })
    this.database = tables.database
    this.workGroup = `${pipeline}-logs`
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: this.workGroup,
      description: `Sluice ${pipeline}: questions about the archive of logs`,
      // Also when somebody has asked something already.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: mostBytesScanned,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: archive.s3UrlForObject(athenaResultsPrefix),
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    })
    for (const query of namedQueries) {
      new CfnNamedQuery(this, query.name, {
        name: query.name,
        description: query.question,
        database: this.database,
        workGroup: this.workGroup,
        queryString: athenaQuery(query),
      }).addResourceDependency(workGroup)
    }
  }
}
