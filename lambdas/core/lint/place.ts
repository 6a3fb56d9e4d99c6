/** The place in the code that wrote a record, when the record names it. */
import { explainFrames } from '../parse/index.ts'
import type { Json, LogRecord } from '../records.ts'

type Fields = { readonly [key: string]: Json }

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Python's, loguru's, OpenTelemetry's old and new, ECS', Serilog's and Monolog's names. */
const names = {
  file: ['code.file.path', 'code.filepath', 'pathname', 'filename', 'log.origin.file.name', 'fileName', 'file', 'path', 'name'],
  line: ['code.line.number', 'code.lineno', 'lineno', 'log.origin.file.line', 'lineNumber', 'line'],
  function: ['code.function.name', 'code.function', 'funcName', 'log.origin.function', 'function', 'func', 'method', 'func_name'],
} // biome-ignore format: a table

const first = (fields: Fields, list: readonly string[]): string => {
  for (const name of list) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value)
  }
  return ''
}

/** slog's `source`, log4j2's `source`, ECS' nested `log.origin`, loguru's `file`. */
const nested = (attributes: Fields): readonly Fields[] => {
  const log = attributes['log']
  const origin = isFields(log) ? log['origin'] : attributes['log.origin']
  const file = isFields(origin) ? origin['file'] : undefined
  const all = [attributes['source'], attributes['caller'], attributes['location'], origin]
  const found: Fields[] = all.filter(isFields)
  if (isFields(attributes['file'])) found.push({ ...attributes, ...attributes['file'] })
  if (isFields(file) && isFields(origin)) found.push({ ...file, function: origin['function'] ?? null })
  return found
}

/** zap's and zerolog's `caller: "orders/total.go:12"`. */
const written = (attributes: Fields): string => {
  const caller = attributes['caller'] ?? attributes['source'] ?? attributes['file']
  return typeof caller === 'string' && /^[^\s:]{1,200}:\d{1,6}$/.test(caller) ? caller : ''
}

const placeIn = (fields: Fields, isInner: boolean): string => {
  const line = first(fields, names.line)
  // `file`, `path` and `name` alone are anything; beside a line number they are a place.
  const file = first(fields, isInner || line !== '' ? names.file : names.file.slice(0, 5))
  const name = first(fields, names.function)
  if (file === '' || (line === '' && name === '')) return ''
  return `${file}${line === '' ? '' : `:${line}`}${name === '' ? '' : ` in ${name}`}`
}

/**
 * `orders.py:12 in total` as the record says it, else the frame of the application that is next to the raise, else ''.
 * At most 200 characters.
 */
export function placeOf(record: Pick<LogRecord, 'attributes'>): string {
  const { attributes } = record
  const inner = nested(attributes)
    .map((fields) => placeIn(fields, true))
    .find((place) => place !== '')
  const found = placeIn(attributes, false) || inner || written(attributes)
  return (found || (explainFrames(record)?.nearest ?? '')).slice(0, 200)
}
