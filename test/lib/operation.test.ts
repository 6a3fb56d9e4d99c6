import type { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { findingsOf, propertiesOf, templateOf } from './synth.ts'

const functionsOf = (template: Template) =>
  Object.entries(template.findResources('AWS::Lambda::Function')).map(
    ([id, { Properties }]) => [id, Properties] as const,
  )
/** Also a source that needs the subscribe function. */
const sources = [{ logGroups: ['/ecs/*'] }]

test('nothing is traced and no concurrency is reserved unless asked for', () => {
  for (const [, properties] of functionsOf(templateOf())) {
    expect(properties.TracingConfig).toBeUndefined()
    expect(properties.ReservedConcurrentExecutions).toBeUndefined()
  }
})

test('tracing is of every function, and each may send its traces', () => {
  const config = { sources, operation: { tracing: true } }
  const template = templateOf(config)
  const own = functionsOf(template).filter(([, { FunctionName }]) => FunctionName !== undefined)
  expect(own).toHaveLength(5)
  for (const [, { TracingConfig }] of own) expect(TracingConfig).toEqual({ Mode: 'Active' })
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[] }[],
  )
  const sends = statements.filter(({ Action }) => [Action].flat().includes('xray:PutTraceSegments'))
  expect(sends).toHaveLength(own.length)
  expect(findingsOf(config)).toEqual([])
})

test('ingest may be held to a number of instances', () => {
  const template = templateOf({ operation: { ingestConcurrency: 50 } })
  expect(propertiesOf(template, 'AWS::Lambda::Function', 'LogsIngest')).toMatchObject({
    ReservedConcurrentExecutions: 50,
  })
})
