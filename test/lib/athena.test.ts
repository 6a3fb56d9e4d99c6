import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { namedQueries } from '../../lambdas/core/query/index.ts'
import { LogPipeline } from '../../lib/log-pipeline.ts'
import { minimal, propertiesOf, stubs, templateOf } from './synth.ts'

const template = templateOf()
interface GlueColumn {
  readonly Name: string
  readonly Type: string
}
interface TableInput {
  readonly Name: string
  readonly TableType: string
  readonly Parameters: Readonly<Record<string, unknown>>
  readonly PartitionKeys: readonly GlueColumn[]
  readonly StorageDescriptor: { Columns: readonly GlueColumn[]; Location: unknown }
  readonly ViewOriginalText: string
}
const tables = Object.fromEntries(
  Object.values(template.findResources('AWS::Glue::Table')).map(({ Properties }) => [
    Properties.TableInput.Name,
    Properties.TableInput as TableInput,
  ]),
) as Record<string, TableInput>
const joined = (value: unknown): string => {
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1] ?? [value]
  return parts.map((part) => (typeof part === 'string' ? part : 'BUCKET')).join('')
}

describe('the tables', () => {
  it('lie over the places of the archive, found by computing and not by crawling', () => {
    expect(Object.keys(tables).sort()).toEqual(['archive_objects', 'landing_objects', 'logs', 'manifests'])
    expect(joined(tables['archive_objects']!.Parameters['storage.location.template'])).toBe(
      's3://BUCKET/archive/dt=${dt}/hour=${hour}/',
    )
    expect(joined(tables['manifests']!.Parameters['storage.location.template'])).toBe(
      's3://BUCKET/manifest/dt=${dt}/hour=${hour}/',
    )
    expect(joined(tables['landing_objects']!.StorageDescriptor.Location)).toBe('s3://BUCKET/landing/')
    expect(tables['landing_objects']!.PartitionKeys).toEqual([])
    template.resourceCountIs('AWS::Glue::Crawler', 0)
  })

  it('have columns of types, none of them twice', () => {
    const { Columns } = tables['archive_objects']!.StorageDescriptor
    const types = Object.fromEntries(Columns.map(({ Name, Type }) => [Name, Type]))
    expect(types).toMatchObject({
      timestamp: 'timestamp',
      severity_number: 'int',
      event_ids: 'array<string>',
    })
    const names = [...Columns, ...tables['archive_objects']!.PartitionKeys].map(({ Name }) => Name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('have a view in the form in which Athena keeps its own', () => {
    const { ViewOriginalText, TableType, Parameters, StorageDescriptor } = tables['logs']!
    expect({ TableType, Parameters }).toEqual({
      TableType: 'VIRTUAL_VIEW',
      Parameters: { presto_view: 'true' },
    })
    const [, base64] = /^\/\* Presto View: (\S+) \*\/$/.exec(ViewOriginalText)!
    const view = JSON.parse(Buffer.from(base64!, 'base64').toString())
    expect(view).toMatchObject({ catalog: 'awsdatacatalog', schema: 'shop_logs' })
    expect(view.columns.map(({ name }: { name: string }) => name)).toEqual(
      StorageDescriptor.Columns.map(({ Name }) => Name),
    )
    expect(view.columns).toContainEqual({ name: 'timestamp', type: 'timestamp(3)' })
    expect(view.originalSql).toContain('"$path"')
  })
})

describe('the workgroup', () => {
  it('bounds what a query may read, encrypts answers and lets nobody choose otherwise', () => {
    expect(propertiesOf(template, 'AWS::Athena::WorkGroup')).toMatchObject({
      Name: 'shop-logs',
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 100_000_000_000,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
      },
    })
  })

  it('has every named query', () => {
    const queries = Object.values(template.findResources('AWS::Athena::NamedQuery')).map(
      ({ Properties }) => Properties,
    )
    expect(queries.map(({ Name }) => Name).sort()).toEqual(namedQueries.map(({ name }) => name).sort())
    for (const query of queries)
      expect(query).toMatchObject({ Database: 'shop_logs', WorkGroup: 'shop-logs' })
  })
})

it('can be left out, with everything that is about it', () => {
  const stack = new Stack(new App(), 'test')
  new LogPipeline(stack, 'Logs', { config: minimal, entries: stubs, athena: false })
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(
    /AWS::(?:Athena|Glue)|AthenaDatabase/,
  )
})
