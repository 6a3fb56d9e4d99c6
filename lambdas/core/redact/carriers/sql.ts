/** `INSERT INTO users (id, email, password) VALUES (1, 'a', 'b'), (2, 'c', 'd')`: the names stand apart from the values. */
import { skipBlanks } from '../chars.ts'
import { actionOnValue } from '../key-rules.ts'
import type { KeyRule } from '../keys.ts'
import { isPlausible } from '../plausible.ts'
import type { Scan } from '../scan.ts'
import { columnRules, findParameters, isParameter } from './sql-parameters.ts'
import { closingQuote } from './values.ts'

const MAX_COLUMNS = 2048
const columnList = /\(([\w\s,."`[\]]{1,2000})\)\s*$/

/** At the word VALUES, from `start` to `end`. */
export function findInsert(scan: Scan, start: number, end: number): number {
  const { text } = scan
  let before = start - 1
  while (text.charCodeAt(before) <= 32) before--
  if (text.charCodeAt(before) !== 41) return start
  const columns = columnList.exec(text.slice(Math.max(scan.floor, before - MAX_COLUMNS), before + 1))
  if (columns === null) return start
  const rules = columnRules(scan, columns[1]!.split(','))
  if (!rules.some((rule) => rule !== undefined)) return start
  let at = skipBlanks(text, end)
  let last = start
  while (text.charCodeAt(at) === 40) {
    last = redactRow(scan, rules, at)
    at = skipBlanks(text, last)
    if (text.charCodeAt(at) !== 44) break
    at = skipBlanks(text, at + 1)
  }
  return last > start ? end : start
}

/** One row from its opening bracket on. The scanner comes by again for the columns whose names say nothing. */
function redactRow(scan: Scan, rules: readonly (KeyRule | undefined)[], open: number): number {
  const { text } = scan
  let i = open + 1
  for (let column = 0; i < text.length; column++) {
    i = skipBlanks(text, i)
    const isQuoted = text.charCodeAt(i) === 39
    const from = isQuoted ? i + 1 : i
    const to = isQuoted ? closingQuote(scan, i) : plainEnd(text, i)
    if (to < 0) return i
    const rule = rules[column]
    if (rule !== undefined && !isQuoted && isParameter(text, from)) findParameters(scan, open)
    if (rule !== undefined && isPlausible(rule.kind, text.slice(from, to), !isQuoted))
      scan.addLater(rule.detector, from, to, {
        key: 'VALUES',
        action: actionOnValue(rule),
      })
    i = skipBlanks(text, isQuoted ? to + 1 : to)
    if (text.charCodeAt(i) !== 44) return text.charCodeAt(i) === 41 ? i + 1 : i
    i++
  }
  return i
}

function plainEnd(text: string, from: number): number {
  let i = from
  while (
    i < text.length &&
    i < from + 256 &&
    text.charCodeAt(i) !== 44 &&
    text.charCodeAt(i) !== 41 &&
    text.charCodeAt(i) !== 10
  )
    i++
  return i
}
