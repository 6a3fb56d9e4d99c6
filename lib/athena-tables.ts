import { Aws } from 'aws-cdk-lib'
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue'
import { Construct } from 'constructs'
import { archivePrefix, landingPrefix, manifestPrefix } from '../lambdas/core/archive/index.ts'
import { columns } from '../lambdas/core/compact/columns.ts'
import { athena, logsColumns, logsView } from '../lambdas/core/query/index.ts'
import type { AthenaProps } from './athena.ts'

interface GlueColumn {
  readonly name: string
  readonly type: string
}

const hours: readonly GlueColumn[] = [
  { name: 'dt', type: 'string' },
  { name: 'hour', type: 'string' },
]

/**
 * Athena computes which hours there are, so that no crawler has to find them.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
const projection = (location: string): Record<string, string> => ({
  'projection.enabled': 'true',
  'projection.dt.type': 'date',
  'projection.dt.format': 'yyyy-MM-dd',
  'projection.dt.range': '2020-01-01,NOW+1DAYS',
  'projection.hour.type': 'integer',
  'projection.hour.range': '0,23',
  'projection.hour.digits': '2',
  'storage.location.template': `${location}dt=\${dt}/hour=\${hour}/`,
})

const parquet = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
}

/** This one gives an object that a column of text is asked for as its JSON. */
const json = {
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  serdeInfo: { serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
}

const object = 'sha256:string,bytes:bigint,records:bigint,events:bigint'
const manifestColumns: readonly GlueColumn[] = [
  { name: 'sequence', type: 'bigint' },
  { name: 'previous', type: 'string' },
  { name: 'committed_at', type: 'string' },
  { name: 'partition', type: 'struct<service:string,dt:string,hour:string>' },
  { name: 'landing', type: `array<struct<batch:string,${object}>>` },
  { name: 'added', type: `array<struct<key:string,${object}>>` },
  { name: 'removed', type: 'array<string>' },
]

/** What Trino calls a type of Glue's. */
const trinoTypes: Readonly<Record<string, string>> = {
  string: 'varchar',
  int: 'integer',
  timestamp: 'timestamp(3)',
  'array<string>': 'array(varchar)',
}

const logsTypes: readonly GlueColumn[] = logsColumns.map((name) => ({
  name,
  type: columns.find((column) => column.name === name)?.athena ?? 'string',
}))

/** Entries of a minute ago and before: so far the clocks of Athena and of the compact function may differ. */
const asOf = "current_timestamp - INTERVAL '1' MINUTE"

/** How Athena itself keeps a view in Glue; https://docs.aws.amazon.com/athena/latest/ug/views.html */
function viewText(database: string): string {
  const view = {
    originalSql: logsView(athena, asOf),
    catalog: 'awsdatacatalog',
    schema: database,
    columns: logsTypes.map(({ name, type }) => ({ name, type: trinoTypes[type] })),
  }
  return `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString('base64')} */`
}

/** The Glue database of a pipeline: three tables over what lies in the bucket, and the view `logs` that people ask. */
export class AthenaTables extends Construct {
  readonly database: string
  readonly #archive: AthenaProps['archive']
  readonly #made: CfnDatabase

  constructor(scope: Construct, id: string, { pipeline, archive }: AthenaProps) {
    super(scope, id)
    this.database = `${pipeline.replaceAll('-', '_')}_logs`
    this.#archive = archive
    this.#made = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: this.database, description: `Sluice ${pipeline}: the archive of logs` },
    })
    const stored = columns.map(({ name, athena: type }) => ({ name, type }))
    const landed = stored
      .filter(({ name }) => name !== 'service')
      .map(({ name, type }) => ({ name, type: type === 'timestamp' ? 'string' : type }))
    this.#table('archive_objects', archivePrefix, stored, parquet, true)
    this.#table('landing_objects', landingPrefix, landed, json, false)
    this.#table('manifests', manifestPrefix, manifestColumns, json, true)
    this.#view()
  }

  #table(
    name: string,
    prefix: string,
    tableColumns: readonly GlueColumn[],
    format: typeof json,
    byHour: boolean,
  ): void {
    const location = this.#archive.s3UrlForObject(prefix)
    this.#define(name, {
      tableType: 'EXTERNAL_TABLE',
      parameters: { EXTERNAL: 'TRUE', ...(byHour ? projection(location) : {}) },
      partitionKeys: byHour ? [...hours] : [],
      storageDescriptor: { columns: [...tableColumns], location, ...format },
    })
  }

  #view(): void {
    this.#define('logs', {
      description: 'Each event once: what is compacted and what is not yet',
      tableType: 'VIRTUAL_VIEW',
      parameters: { presto_view: 'true' },
      partitionKeys: [],
      storageDescriptor: { columns: [...logsTypes], serdeInfo: {} },
      viewOriginalText: viewText(this.database),
      viewExpandedText: '/* Presto View */',
    })
  }

  #define(name: string, tableInput: Omit<CfnTable.TableInputProperty, 'name'>): void {
    new CfnTable(this, name, {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: this.database,
      tableInput: { name, ...tableInput },
    }).addResourceDependency(this.#made)
  }
}
