/** Values without quotes that are written in a way of their own: blocks of YAML, fields of a form. */
import type { ValueKind } from '../keys.ts'

interface Extent {
  readonly start: number
  readonly end: number
}

const blockHead = /[|>][+-]?\d?[ \t]*\r?\n([ \t]+)(?=\S)/y

/** `|` or `>` and the indented lines after it. https://yaml.org/spec/1.2.2/#81-block-scalar-styles */
export function blockAt(text: string, from: number): Extent | undefined {
  const code = text.charCodeAt(from)
  if (code !== 124 && code !== 62) return undefined
  blockHead.lastIndex = from
  const match = blockHead.exec(text)
  if (match === null) return undefined
  const start = blockHead.lastIndex
  let end = lineEndAt(text, start)
  while (text.startsWith(match[1]!, end + 1)) end = lineEndAt(text, end + 1)
  return { start, end: text.charCodeAt(end - 1) === 13 ? end - 1 : end }
}

const lineEndAt = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

const formValue = /[^\s&"'<>;,|(){}[\]=]{3,300}/y
const inForms: ReadonlySet<ValueKind> = new Set(['name', 'address', 'date', 'digits'])

/**
 * A value of an encoded form, `Jane+Doe` or `12%20Main+St%2F3`: as it stands up to the next field, and what it says. Undefined when nothing
 * is encoded. https://url.spec.whatwg.org/#application/x-www-form-urlencoded
 */
export function formValueAt(
  kind: ValueKind,
  text: string,
  from: number,
): { readonly end: number; readonly value: string } | undefined {
  if (!inForms.has(kind) || text.charCodeAt(from) === 43) return undefined
  formValue.lastIndex = from
  const raw = formValue.exec(text)?.[0]
  if (raw === undefined || !/\+|%[0-9A-Fa-f]{2}/.test(raw)) return undefined
  return { end: from + raw.length, value: decoded(raw.replaceAll('+', ' ')) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
