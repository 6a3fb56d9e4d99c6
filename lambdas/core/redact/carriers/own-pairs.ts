/** Pairs that a format writes in a way of its own, read whole by whoever knows the format. */
import { actionOnValue } from '../key-rules.ts'
import { isPlausible } from '../plausible.ts'
import type { Scan } from '../scan.ts'

/** Records the value at `[start, end)`, which stands in quotes, when the name says something and the value is what it says. */
export function addOwnPair(scan: Scan, key: string, start: number, end: number): void {
  const rule = scan.policy.keys.lookup(key, 0, key.length)
  if (rule === undefined || !isPlausible(rule.kind, scan.text.slice(start, end), false)) return
  scan.addLater(rule.detector, start, end, { key, action: actionOnValue(rule) })
}
