/**
 * Values of a prepared statement that are logged beside it: `… SET password = $1 … parameters: $1 = 'x'`, `… VALUES (?, ?) -- PARAMETERS: ["a","x"]`,
 * `[Parameters=[@p0='x']] UPDATE … = @p0`. The statement names the columns, the list has the values.
 */
import { actionOnValue, type KeyRule, rule } from '../key-rules.ts'
import { isPlausible } from '../plausible.ts'
import type { Scan } from '../scan.ts'

/** How far a statement reaches from its first sensitive column, each way, and its list behind it or before it. */
const MAX_STATEMENT = 2048
const MOST_VALUES = 128

/** Does what stands for a value begin here: `?`, `$1`, `%s`, `@p0`, `:1`? */
export function isParameter(text: string, from: number): boolean {
  parameter.lastIndex = from
  return parameter.test(text)
}

const parameter = /\?(?![\w?])|\$\d{1,3}(?!\w)|%s(?!\w)|[@:]\w{1,32}(?=[\s,);"]|$)/y
const heads = /\b(?:insert\s+into|replace\s+into|merge\s+into|update|select|delete)\s/gi
const parts =
  /'(?:[^'\\]|'')*'|\bvalues\s*(?=\()|\?(?![\w?])|\$(\d{1,3})(?!\w)|%s(?!\w)|(?<=[\s(,=])[@:](\w{1,32})(?!\w)|[(),]/gi
const columnList = /\(([\w\s,."`[\]\\]{1,2000})\)\s*$/
const compared =
  /([\w$]{1,64})[\\"'`\]]{0,2}\)?\s{0,4}(?:=|<>|!=|\blike\b|\bilike\b|\bin\s{0,2}\()\s{0,4}(?:\w{1,24}\(\s{0,2})?$/i

/** A place of the statement that a value is given for. */
interface Slot {
  /** The number or the name that it is called by; else they come in order. */
  readonly called: string | undefined
  readonly rule: KeyRule | undefined
}

interface Value {
  readonly called: string | undefined
  readonly start: number
  readonly end: number
  readonly isQuoted: boolean
}

/** At a place of a statement where a sensitive column has no value of its own. Each statement is read once. */
export function findParameters(scan: Scan, at: number): void {
  const { text, measured } = scan
  if (at < measured.statementUntil) return
  measured.statementUntil = at + MAX_STATEMENT / 2
  const before = Math.max(0, at - MAX_STATEMENT)
  const head = lastMatch(heads, text.slice(before, at + 1))
  if (head === undefined) return
  const from = before + head.index
  const until = Math.min(text.length, at + MAX_STATEMENT)
  const { slots, end } = slotsOf(scan, from, until)
  const values = valuesOf(text, from, end, slots)
  for (const [n, value] of (values ?? []).entries()) addValue(scan, slots, value, n)
  measured.statementUntil = Math.max(end, at + 1)
}

function addValue(scan: Scan, slots: readonly Slot[], value: Value, n: number): void {
  const slot =
    value.called === undefined && !isNumbered(slots)
      ? slots[n]
      : slots.find(({ called }) => called === (value.called ?? String(n + 1)))
  const rule = slot?.rule
  if (rule === undefined) return
  const said = scan.text.slice(value.start, value.end)
  if (
    /^(?:null|none|nil|true|false|undefined)$/i.test(said) ||
    !isPlausible(rule.kind, said, !value.isQuoted)
  )
    return
  scan.addLater(rule.detector, value.start, value.end, { key: 'VALUES', action: actionOnValue(rule) })
}

const isNumbered = (slots: readonly Slot[]): boolean => slots[0]?.called !== undefined

/** The places of the statement that begins at `from`, and the end of the last of them. */
function slotsOf(
  scan: Scan,
  from: number,
  until: number,
): { readonly slots: readonly Slot[]; readonly end: number } {
  const statement = scan.text.slice(from, until)
  const slots: Slot[] = []
  let columns: readonly (KeyRule | undefined)[] | undefined
  let depth = 0
  let column = 0
  let end = 0
  for (const match of statement.matchAll(parts)) {
    const [part] = match
    if (slots.length > 0 && match.index - end > MAX_BETWEEN) break
    if (part === '(') {
      if (depth++ === 0) column = 0
    } else if (part === ')') depth--
    else if (part === ',') column += depth === 1 ? 1 : 0
    else if (/^values/i.test(part)) {
      const names = columnList.exec(statement.slice(0, match.index))?.[1]?.split(',')
      columns = names === undefined ? undefined : columnRules(scan, names)
      depth = 0
    } else if (!part.startsWith("'")) {
      if (slots.length > 0 && depth === 0 && /[;\n]/.test(statement.slice(end, match.index))) break
      const called = match[1] ?? match[2]?.toLowerCase()
      if (slots.length > 0 && (called === undefined) !== (slots[0]!.called === undefined)) break
      const rule =
        columns !== undefined && depth > 0
          ? columns[column]
          : comparedRule(scan, statement.slice(Math.max(0, match.index - 96), match.index))
      slots.push({ called, rule })
      end = match.index + part.length
    }
    if (slots.length >= MOST_VALUES) break
  }
  return { slots, end: from + end }
}

/** Of the column that is compared with what stands behind `before`. */
function comparedRule(scan: Scan, before: string): KeyRule | undefined {
  const name = compared.exec(before)?.[1]
  return name === undefined ? undefined : columnRules(scan, [name])[0]
}

/** Between two places of one statement. */
const MAX_BETWEEN = 512

/** By their names; a plain `name` beside others of a person's is one too. */
export function columnRules(scan: Scan, names: readonly string[]): readonly (KeyRule | undefined)[] {
  const plain = names.map((name) => name.replace(/[\s"'`[\]\\]/g, '').toLowerCase())
  const isPerson = plain.some((name) => ofPerson.test(name))
  return plain.map((name) =>
    isPerson && name === 'name' ? FULL_NAME : scan.policy.keys.lookup(name, 0, name.length),
  )
}

const ofPerson =
  /^(?:e?_?mail(?:_?address)?|phone(?:_?number)?|mobile|password|ssn|dob|birth_?(?:date|day)|date_?of_?birth)$/
const FULL_NAME = rule('person_name', 'full_name')

/** `$1 = 'x'`, `@p0='x'`, `@p0 = N'x'`. */
const named = /(?<![\w@$])[@$](\w{1,32})\s?=\s?N?'((?:[^'\n]|''){0,256})'/dg
/** What a list of values is called; statements and lists may also stand side by side. */
const listHead =
  /(?:\b(?:param(?:eter)?s|bindings?|binds?|args|vals|values)["'\])]{0,2}\s{0,2}(?:=>|[:=])?\s{0,2}(?:array|tuple|list)?|^[\s"'`;)\]]{0,4}(?:",(?=")|--|\[[^[\]\n]{0,40}\])?\s{0,2})([[({]|(?<=",)"|(?=["'])|(?<=Parameters:\s{0,2}))/gi
const MAX_GAP = 256

function valuesOf(
  text: string,
  from: number,
  end: number,
  slots: readonly Slot[],
): readonly Value[] | undefined {
  const first = Math.max(0, from - MAX_STATEMENT)
  const before = text.slice(first, from)
  if (isNumbered(slots)) {
    const byName = [...namedIn(text.slice(from, end + MAX_STATEMENT), from), ...namedIn(before, first)]
    if (byName.length > 0) return byName
  }
  for (const match of text.slice(end, end + MAX_GAP).matchAll(listHead)) {
    const values = listAt(text, end + match.index + match[0].length, match[1] !== '')
    if (isListOf(slots, values)) return values
  }
  const head = lastMatch(listHead, before)
  if (head === undefined) return undefined
  const values = listAt(text, first + head.index + head[0].length, head[1] !== '')
  return isListOf(slots, values) ? values : undefined
}

const namedIn = (text: string, from: number): readonly Value[] =>
  [...text.matchAll(named)].map(({ 1: called, indices }) => ({
    called: called!.toLowerCase(),
    start: from + indices![2]![0],
    end: from + indices![2]![1],
    isQuoted: true,
  }))

/** As many values as the statement has places for. */
function isListOf(slots: readonly Slot[], values: readonly Value[]): boolean {
  if (values.length === 0) return false
  const most = isNumbered(slots) ? Math.max(...slots.map(({ called }) => Number(called))) : slots.length
  return values.length === most
}

const value =
  /\s{0,16}(?:["']?\d{1,3}["']?\s{0,2}(?:=>|:)\s{0,2})?(?:[NbuU]?(["'])((?:(?!\1)[^\\\n]|\\.){0,1024})\1|([^\s,'"()[\]{}][^,'"()[\]{}\n]{0,255}))(?:\([A-Z]\w{2,24}\))?\s{0,16}(,|.|$)/dsy

/** The values of the list that begins at `from`; without a bracket it ends with the line. */
function listAt(text: string, from: number, isOpen: boolean): readonly Value[] {
  const values: Value[] = []
  value.lastIndex = from
  while (values.length < MOST_VALUES) {
    const match = value.exec(text)
    if (match === null) return isOpen ? [] : values
    const isQuoted = match[1] !== undefined
    const [start, end] = match.indices![isQuoted ? 2 : 3]!
    values.push({ called: undefined, start, end, isQuoted })
    if (match[4] === ',') continue
    return !isOpen || /^[\])}"]$/.test(match[4]!) ? values : []
  }
  return []
}

function lastMatch(pattern: RegExp, text: string): RegExpExecArray | undefined {
  return [...text.matchAll(pattern)].at(-1)
}
