/** Envelopes around a record: where the fields that count are one level down. */
import type { Json } from '../../records.ts'
import { type Draft, put } from '../draft.ts'

type JsonObject = { readonly [key: string]: Json }

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object whose fields are the record's. Also names the format in the draft. */
export const unwrap = (object: JsonObject, draft: Draft): JsonObject => {
  const type = object['type']
  if (typeof type === 'string' && type.startsWith('platform.')) return platform(object, type, draft)
  const record = object['record']
  if (isObject(record) && isObject(record['level']) && typeof object['text'] === 'string')
    return loguru(record, object['text'], draft)
  if (isObject(object['body']) && ('timeUnixNano' in object || 'severityNumber' in object))
    return otlp(object, draft)
  if (typeof object['s'] === 'string' && typeof object['ctx'] === 'string' && isObject(object['t']))
    return mongo(object, draft)
  if (typeof object['container_id'] === 'string' || typeof object['ecs_task_arn'] === 'string')
    return container(object, draft, unwrap)
  const log = object['log']
  return isObject(log) && typeof log['level'] === 'string' && !('level' in object) ? ecs(object, log) : object
}

/**
 * What Fluent Bit and FireLens put beside a line of a container
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-example-taskdefs.html), with OpenTelemetry's names.
 */
const containerNames: Readonly<Record<string, string>> = {
  container_id: 'container.id',
  container_name: 'container.name',
  ecs_cluster: 'aws.ecs.cluster.name',
  ecs_task_arn: 'aws.ecs.task.arn',
  ec2_instance_id: 'host.id',
}

const container = (
  object: JsonObject,
  draft: Draft,
  rest: (object: JsonObject, draft: Draft) => JsonObject,
): JsonObject => {
  const { attributes } = draft
  const left: { [key: string]: Json } = {}
  for (const key in object) {
    const value = object[key]!
    const name =
      typeof value === 'string' && Object.hasOwn(containerNames, key) ? containerNames[key] : undefined
    if (name !== undefined) attributes[name] = value
    else if (key === 'ecs_task_definition' && typeof value === 'string') takeTaskDefinition(value, draft)
    else if (key === 'source' && (value === 'stdout' || value === 'stderr'))
      attributes['log.iostream'] = value
    else put(left, key, value)
  }
  return Object.keys(left).length < Object.keys(object).length ? rest(left, draft) : left
}

/** `shop:17`: family and revision. */
const takeTaskDefinition = (value: string, { attributes }: Draft): void => {
  const colon = value.lastIndexOf(':')
  attributes['aws.ecs.task.family'] = colon < 0 ? value : value.slice(0, colon)
  if (colon > 0) attributes['aws.ecs.task.revision'] = value.slice(colon + 1)
}

const mongoLevels: Readonly<Record<string, string>> = { F: 'FATAL', E: 'ERROR', W: 'WARN', I: 'INFO' }

/** MongoDB's structured lines: `t.$date`, severity letter `s`, component `c`. */
const mongo = (object: JsonObject, draft: Draft): JsonObject => {
  draft.format = 'json/mongodb'
  const { t, s, c, ...rest } = object
  const level = mongoLevels[String(s)] ?? (String(s).startsWith('D') ? 'DEBUG' : null)
  return { ...rest, time: isObject(t) ? (t['$date'] ?? null) : null, level, logger: c ?? null }
}

/** ECS with nested objects: `log.level` and `log.logger`. */
const ecs = (object: JsonObject, log: JsonObject): JsonObject => {
  const flat: { [key: string]: Json } = {}
  const inner: { [key: string]: Json } = {}
  for (const key in object) if (key !== 'log') put(flat, key, object[key]!)
  for (const key in log) {
    if (key === 'level' || (key === 'logger' && !('logger' in object))) flat[key] = log[key]!
    else put(inner, key, log[key]!)
  }
  if (Object.keys(inner).length > 0) flat['log'] = inner
  return flat
}

/** Lambda's own events in JSON format (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html). */
const platform = (object: JsonObject, type: string, draft: Draft): JsonObject => {
  draft.format = 'json/lambda-platform'
  const record = object['record']
  const id = isObject(record) ? record['requestId'] : undefined
  if (typeof id === 'string') draft.attributes['faas.invocation_id'] = id
  return { ...object, message: type }
}

/** loguru's `serialize=True`: the record, with the level's name and the time's instant. */
const loguru = (record: JsonObject, text: string, draft: Draft): JsonObject => {
  draft.format = 'json/loguru'
  const level = record['level'] as JsonObject
  const time = record['time']
  const exception = record['exception']
  const flat: { [key: string]: Json } = { ...record, level: level['name'] ?? null }
  if (isObject(time)) flat['time'] = time['timestamp'] ?? null
  if (exception === null) delete flat['exception']
  else if (isObject(exception)) flat['exception'] = text.slice(text.indexOf('\n') + 1)
  return flat
}

/** One log record of OTLP's JSON encoding: typed values become plain ones. */
const otlp = (object: JsonObject, draft: Draft): JsonObject => {
  draft.format = 'json/otlp'
  const flat: { [key: string]: Json } = {}
  for (const key in object) if (key !== 'attributes' && key !== 'body') put(flat, key, object[key]!)
  flat['message'] = plainValue(object['body']!)
  const attributes = object['attributes']
  if (Array.isArray(attributes)) {
    for (const entry of attributes as readonly Json[]) {
      if (isObject(entry) && typeof entry['key'] === 'string')
        put(flat, entry['key'], plainValue(entry['value'] ?? null))
    }
  } else if (attributes !== undefined) {
    flat['attributes'] = attributes
  }
  return flat
}

const plainValue = (value: Json): Json => {
  if (!isObject(value)) return value
  const integer = value['intValue']
  if (typeof integer === 'string' && Number.isSafeInteger(Number(integer))) return Number(integer)
  return value['stringValue'] ?? integer ?? value['doubleValue'] ?? value['boolValue'] ?? value
}
