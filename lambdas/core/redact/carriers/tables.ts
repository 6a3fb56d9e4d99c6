/** Tables: a line of names, then lines of values. CSV, TSV, Markdown, and what database clients print. */
import { isRandom } from '../generated.ts'
import { actionOnValue } from '../key-rules.ts'
import type { KeyRule } from '../keys.ts'
import { isPlausible } from '../plausible.ts'
import { isProse } from '../prose.ts'
import type { Scan } from '../scan.ts'

const MAX_HEADER = 2048
const border = /^[\s|+:=-]+$/
const separators = ['\t', '|', ';', ',']
/** Two or three words where bars or tabs separate; one where a comma could be a sentence's. */
const names: Readonly<Record<string, RegExp>> = {
  '\t': /^\s*["']?[\p{L}_][\p{L}\p{M}\w.-]*(?: [\p{L}\w.-]+){0,3}["']?\s*$/u,
  '|': /^\s*[`"*]{0,2}[\p{L}_][\p{L}\p{M}\w.-]*(?: [\p{L}\w.-]+){0,3}[`"*]{0,2}\s*$/u,
  ';': /^ ?(?:"[^"]{1,60}"|[\p{L}_][\p{L}\p{M}\w.-]*)$/u,
  ',': /^ ?(?:"[\p{L}_][^"]{0,60}"|[\p{L}_][\p{L}\p{M}\w.-]*)$/u,
}

/** When the line `[start, end)` names columns, takes what stands in the secret ones, as long as the lines have as many cells. */
export function findTable(scan: Scan, start: number, end: number): void {
  if (
    start < scan.measured.tableUntil ||
    end - start > MAX_HEADER ||
    end - start < 5 ||
    !isHeader(scan.text, start, end)
  )
    return
  const header = scan.text.slice(start, end).trimEnd()
  const separator = separators.find((one) => header.includes(one))
  if (separator === undefined) return
  if (separator !== ',' && pairs.test(header)) {
    redactPairs(scan, separator, end + 1)
    return
  }
  const rules = rulesOf(scan, header, separator)
  if (rules !== undefined) redactRows(scan, rules, separator, end + 1)
}

/** `| Variable_name | Value |`: each line is a name and its value. */
const pairs =
  /^[\s|]*[`"*]{0,2}(?:key|name|variable(?:[ _]name)?|setting|property|option|parameter|field|env(?:ironment)?(?: variable)?)[`"*]{0,2}\s*[\t|;]\s*[`"*]{0,2}(?:current )?(?:value|setting)[`"*]{0,2}[\s|]*$/i

function redactPairs(scan: Scan, separator: string, from: number): void {
  for (const cells of rowsFrom(scan.text, separator, from)) {
    const [name, value, ...rest] = cells.filter(({ start, end }) => end > start)
    if (name === undefined || value === undefined || rest.length > 0) return
    redactCell(scan, scan.policy.keys.lookup(scan.text, name.start, name.end), value)
    scan.measured.tableUntil = value.end
  }
}

/** What no name of a column has in it; most lines have one of these among their first characters. */
const FOREIGN = Uint8Array.from({ length: 128 }, (_, code) =>
  /[^\w\s"'`*.|;,-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

function isHeader(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start)
  if (first === 9 || (first >= 48 && first <= 57)) return false
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code < 128 && FOREIGN[code] === 1) return false
  }
  return true
}

/** What each column holds; undefined when the line is no header, or none of its names says anything. */
function rulesOf(scan: Scan, header: string, separator: string): (KeyRule | undefined)[] | undefined {
  const cells = header.split(separator)
  if (separator === '|' && cells.length < 2) return undefined
  const isEdge = (cell: string, i: number): boolean =>
    separator === '|' && (i === 0 || i === cells.length - 1) && cell.trim() === ''
  const name = names[separator]!
  if (!cells.every((cell, i) => isEdge(cell, i) || (name.test(cell) && !isRandom(cell.trim()))))
    return undefined
  const rules = cells.map((cell) => {
    const bare = cell.replace(/["'`*\s]+/g, ' ').trim()
    return bare === '' ? undefined : scan.policy.keys.lookup(bare, 0, bare.length)
  })
  const named =
    rules.some(isPersonal) || cells.some((cell) => mail.test(cell))
      ? cells.map((cell, i) => rules[i] ?? nameRule(cell))
      : rules
  return named.some((rule) => rule !== undefined) ? named : undefined
}

const mail = /^["'`*\s]*(?:user[_ ]?)?e-?mail(?:[_ ]?address)?["'`*\s]*$/i
const FULL_NAME: KeyRule = { detector: 'person_name', kind: 'full_name' }

const FAMILY_NAME: KeyRule = { detector: 'person_name', kind: 'proper_name' }

/** A column `name` beside others of a person's; half a name is one word. */
const nameRule = (cell: string): KeyRule | undefined => {
  if (/^["'`*\s]*(?:nom|nome|naam|navn|namn|nimi)["'`*\s]*$/i.test(cell)) return FAMILY_NAME
  return /^["'`*\s]*(?:customer |user |client )?name["'`*\s]*$/i.test(cell) ? FULL_NAME : undefined
}

const isPersonal = (rule: KeyRule | undefined): boolean =>
  rule !== undefined &&
  /^(?:phone|date_of_birth|us_ssn|national_id|person_name|passport|driver_license)$/.test(rule.detector)

interface Cell {
  readonly start: number
  readonly end: number
}

function redactRows(
  scan: Scan,
  rules: readonly (KeyRule | undefined)[],
  separator: string,
  from: number,
): void {
  for (const cells of rowsFrom(scan.text, separator, from)) {
    if (cells.length !== rules.length) return
    cells.forEach((cell, column) => {
      redactCell(scan, rules[column], cell)
    })
  }
}

/** The lines from `from` on that are no borders. */
function* rowsFrom(text: string, separator: string, from: number): Generator<readonly Cell[]> {
  for (let at = from; at < text.length; ) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    if (!border.test(text.slice(at, Math.min(end, at + MAX_HEADER)))) yield cellsOf(text, at, end, separator)
    at = end + 1
  }
}

function cellsOf(text: string, from: number, end: number, separator: string): Cell[] {
  const cells: Cell[] = []
  let start = from
  let isQuoted = false
  for (let i = from; i <= end; i++) {
    if (i < end && text.charCodeAt(i) === 34) isQuoted = !isQuoted
    if (i < end && (isQuoted || text[i] !== separator)) continue
    cells.push(trimmed(text, start, i))
    start = i + 1
  }
  return cells
}

const isAround = (code: number): boolean => code <= 32 || code === 34 || code === 96

/** Without blanks and quotes. */
function trimmed(text: string, from: number, to: number): Cell {
  let [start, end] = [from, to]
  while (start < end && isAround(text.charCodeAt(start))) start++
  while (end > start && isAround(text.charCodeAt(end - 1))) end--
  return { start, end }
}

function redactCell(scan: Scan, rule: KeyRule | undefined, { start, end }: Cell): void {
  if (rule === undefined || end <= start) return
  const value = scan.text.slice(start, end)
  if (!isPlausible(rule.kind, value, false) || isProse(value)) return
  scan.addLater(rule.detector, start, end, {
    key: 'column',
    action: actionOnValue(rule),
  })
}
