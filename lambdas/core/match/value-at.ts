import type { Json, LogRecord } from '../records.ts'

const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function descend(value: Json | undefined, steps: readonly string[]): Json | undefined {
  if (steps.length === 0) return value
  if (!isObject(value)) return undefined
  for (let length = steps.length; length > 0; length--) {
    const key = steps.slice(0, length).join('.')
    if (!Object.hasOwn(value, key)) continue
    const found = descend(value[key], steps.slice(length))
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The value at a dotted path into a record, or undefined. Keys that hold dots themselves (`http.target`) and nested
 * objects are both found, the longer key first; what is not a column is looked for in the resource (`service.name`),
 * then in the attributes. Only own properties count: `constructor` and `__proto__` in a log are nothing special.
 */
export function valueAt(record: LogRecord, path: string): Json | undefined {
  const steps = path.split('.')
  const whole = record as unknown as { readonly [key: string]: Json }
  return (
    descend(whole, steps) ??
    descend(record.resource as unknown as { readonly [key: string]: Json }, steps) ??
    descend(record.attributes, steps)
  )
}
