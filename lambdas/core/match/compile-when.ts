import { type Scalar, severityRange, type When } from '../config/index.ts'
import type { LogRecord } from '../records.ts'
import { matchesGlob } from './glob.ts'
import { valueAt } from './value-at.ts'

export type Matcher = (record: LogRecord) => boolean

const asList = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? value : [value as Item]

function severity(condition: string): Matcher {
  const range = severityRange(condition)
  if (!range) throw new RangeError(`not a condition on severity: ${condition}`)
  return ({ severity_number }) => severity_number >= range.least && severity_number <= range.most
}

/** A logger and its children: `app.payments` takes `app.payments.stripe` too, not `app.paymentsbatch`. */
function scope(names: string | readonly string[]): Matcher {
  const list = asList(names).map((name) => ({ name, children: `${name}.` }))
  return ({ scope_name }) =>
    scope_name !== undefined &&
    list.some(({ name, children }) => scope_name === name || scope_name.startsWith(children))
}

function bodyContains({ contains }: { readonly contains: string | readonly string[] }): Matcher {
  const texts = asList(contains)
  return ({ body }) => texts.some((text) => body.includes(text))
}

function equals(expected: Scalar, value: unknown): boolean {
  if (typeof expected === 'string' && expected.includes('*')) return matchesGlob(expected, String(value))
  return value === expected || (typeof value === 'number' && String(value) === expected)
}

function path(at: string, expected: Scalar | readonly Scalar[]): Matcher {
  const list = asList(expected)
  return (record) => {
    const value = valueAt(record, at)
    return value !== undefined && list.some((each) => equals(each, value))
  }
}

function condition(key: string, value: unknown): Matcher {
  if (key === 'severity') return severity(value as string)
  if (key === 'scope') return scope(value as string | readonly string[])
  if (key === 'body' && typeof value === 'object') return bodyContains(value as { contains: string })
  return path(key, value as Scalar | readonly Scalar[])
}

/** Makes the test of a `when`: every condition must hold; an empty one holds always. `when` is validated already. */
export function compileWhen(when: When): Matcher {
  const conditions = Object.entries(when).map(([key, value]) => condition(key, value))
  if (conditions.length === 1) return conditions[0]!
  return (record) => conditions.every((holds) => holds(record))
}
