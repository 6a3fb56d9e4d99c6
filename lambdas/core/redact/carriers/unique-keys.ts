/** `Key (api_token)=(x) already exists.`, `Key (id, phone)=(4, x)`: columns and values, as PostgreSQL reports a constraint. https://www.postgresql.org/docs/current/errcodes-appendix.html */
import { actionOnValue } from '../key-rules.ts'
import { isPlausible } from '../plausible.ts'
import type { Scan } from '../scan.ts'
import { columnRules } from './sql-parameters.ts'

const columns = /\(([\w", ]{1,256})\)$/
const values = /=\(([^()\n]{1,1024})\)/y

/** At the equals sign between two brackets. Returns where to go on; of several columns the values stay to be looked through. */
export function findUniqueKey(scan: Scan, at: number): number {
  const { text } = scan
  const names = columns.exec(text.slice(Math.max(scan.floor, at - 258), at))?.[1]?.split(',')
  if (names === undefined) return at
  values.lastIndex = at
  const said = values.exec(text)?.[1]
  if (said === undefined) return at
  const parts = names.length === 1 ? [said] : said.split(', ')
  if (parts.length !== names.length) return at
  const rules = columnRules(scan, names)
  let from = at + 2
  for (const [n, part] of parts.entries()) {
    const rule = rules[n]
    if (rule !== undefined && isPlausible(rule.kind, part, false) && !(scan.inString && part.includes('"'))) {
      const context = { key: names[n]!.trim(), action: actionOnValue(rule) }
      if (parts.length === 1) return Math.max(at, scan.add(rule.detector, from, from + part.length, context))
      scan.addLater(rule.detector, from, from + part.length, context)
    }
    from += part.length + 2
  }
  return at
}
