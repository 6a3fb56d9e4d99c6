/** Values as tools report them: below a member of their own, or old and new in one sentence. */
import type { KeyRule } from '../keys.ts'
import { isPlausible } from '../plausible.ts'
import type { KeyContext, Scan } from '../scan.ts'

const member = /\{\s{0,16}["']value["']\s{0,4}:\s{0,4}(?=["'])/y

/** `"JWT_KEY": {"value": "x", "origin": "…"}`, as frameworks list their properties: where the value's quote stands, or -1. */
export function onlyValue({ text, inString }: Scan, from: number): number {
  member.lastIndex = from
  if (!member.test(text)) return -1
  return inString && text.charCodeAt(member.lastIndex) === 34 ? -1 : member.lastIndex
}

const changed = /(?:changed|modified|updated)(?: from)? '([^'\n]{1,256})' to '([^'\n]{1,256})'/dy

/** `password: changed 'old' to 'new'`, as tools of configuration report it. */
export function redactChanged(scan: Scan, rule: KeyRule, from: number, context: KeyContext): void {
  changed.lastIndex = from
  const match = changed.exec(scan.text)
  if (match === null) return
  for (const group of [1, 2]) {
    const [start, end] = match.indices![group]!
    if (isPlausible(rule.kind, match[group]!, false)) scan.addLater(rule.detector, start, end, context)
  }
}
