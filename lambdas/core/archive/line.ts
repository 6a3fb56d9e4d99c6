import { ownText } from '../own-text.ts'
import { columns, type LineWriter } from '../page/index.ts'
import type { Attributes, Resource } from '../records.ts'
import { longParts, type OnPage, onPage, type RedactedRecord } from '../redact/index.ts'
import { quote } from './escape/escape.ts'
import { isoTime } from './iso-time.ts'

const traceName = 'exception.stacktrace'

/** As `JSON.stringify` writes them, which takes longer: most are few, and few need an escape. */
function attributesText({ attributes }: RedactedRecord): string {
  let members = ''
  for (const key in attributes) members += `${members && ','}${member(key, attributes)}`
  return `{${members}}`
}

/** The attributes, open, up to the quote of the stack trace. */
function untilTrace({ attributes }: RedactedRecord): string {
  let members = '{'
  for (const key in attributes) if (key !== traceName) members += `${member(key, attributes)},`
  return `${members}"${traceName}":"`
}

function member(key: string, attributes: Attributes): string {
  const value = attributes[key]!
  if (typeof value === 'string') return nameText(key) + quote(value)
  return nameText(key) + (Number.isInteger(value) ? `${value as number}` : JSON.stringify(value))
}

/** Names with quotes and colon: formats give few. What comes behind the first hundreds is made each time. */
const names = new Map<string, string>()
const mostNames = 500

function nameText(key: string): string {
  const known = names.get(key)
  if (known !== undefined) return known
  const made = `${quote(key)}:`
  if (names.size < mostNames && key.length < 100) names.set(ownText(key), made)
  return made
}

/** The two columns of severity as JSON, by number and text. Logs use few; what comes behind the first hundred is made each time. */
const severities = Array.from({ length: 25 }, () => new Map<string, string>())
const mostSeverities = 100

function severityColumns(text: string, number: number): string {
  const ofNumber = severities[number]
  const known = ofNumber?.get(text)
  if (known !== undefined) return known
  const made = `","severity_text":${JSON.stringify(text)},"severity_number":${number},"body":`
  if (ofNumber !== undefined && ofNumber.size < mostSeverities) ofNumber.set(text, made)
  return made
}

/** Names of detectors are ours or validated: letters, digits and `_`, which need no escaping. */
function redactionsText(counts: Readonly<Record<string, number>>): string {
  let members = ''
  for (const detector in counts) members += `${members && ','}"${detector}":${counts[detector]}`
  return `{${members}}}`
}

const redactionColumns = new WeakMap<Readonly<Record<string, number>>, string>()
let lastCounts: Readonly<Record<string, number>> | undefined
let lastRedactions = ''

/** Records in which the same one thing was found, or nothing, share their counts, which are frozen. */
function redactionsColumn(counts: Readonly<Record<string, number>>): string {
  if (counts === lastCounts) return lastRedactions
  lastCounts = counts
  const known = redactionColumns.get(counts)
  lastRedactions = known ?? redactionsText(counts)
  if (known === undefined && Object.isFrozen(counts)) redactionColumns.set(counts, lastRedactions)
  return lastRedactions
}

/** The column of a name, by the name: loggers are few. What comes behind the first hundreds is made each time. */
const scopes = new Map<string, string>()
const mostScopes = 500

function scopeColumn(name: string): string {
  const known = scopes.get(name)
  if (known !== undefined) return known
  const made = `,"scope_name":${quote(name)}`
  if (scopes.size < mostScopes) scopes.set(ownText(name), made)
  return made
}

/** Does nothing stand behind the name of its logger? */
const endsWithScope = (record: RedactedRecord): boolean =>
  record.event_ids === undefined && record.fingerprint === undefined

function idColumns({ trace_id, span_id }: RedactedRecord): string {
  if (trace_id === undefined && span_id === undefined) return ''
  const trace = trace_id === undefined ? '' : `,"trace_id":${quote(trace_id)}`
  return span_id === undefined ? trace : `${trace},"span_id":${quote(span_id)}`
}

/** The optional columns behind the identifiers. */
function optionalColumns(record: RedactedRecord): string {
  let text = ''
  if (record.scope_name !== undefined) text += scopeColumn(record.scope_name)
  if (record.event_ids !== undefined) text += `,"event_ids":${JSON.stringify(record.event_ids)}`
  if (record.fingerprint !== undefined) text += `,"fingerprint":${quote(record.fingerprint)}`
  return text
}

const resources = new WeakMap<Resource, string>()
let lastResource: Resource | undefined
let lastColumn = ''

/** The records of a batch share their resource, so its text is made once. */
function resourceColumn(resource: Resource): string {
  if (resource === lastResource) return lastColumn
  lastResource = resource
  lastColumn = resources.get(resource) ?? `,"resource":${JSON.stringify(resource)}`
  resources.set(resource, lastColumn)
  return lastColumn
}

/**
 * One record as one line of NDJSON, without the line feed. Columns always come in the same order, which compresses well.
 * `putRecord` says the same to WebAssembly.
 */
export function encodeRecord(record: RedactedRecord): string {
  return (
    '{"timestamp":"' +
    isoTime(record.timestamp) +
    '","observed_timestamp":"' +
    isoTime(record.observed_timestamp) +
    severityColumns(record.severity_text, record.severity_number) +
    quote(record.body) +
    ',"attributes":' +
    (record.attributesText ?? attributesText(record)) +
    resourceColumn(record.resource) +
    idColumns(record) +
    optionalColumns(record) +
    ',"event_id":' +
    quote(record.event_id) +
    ',"redactions":' +
    redactionsColumn(record.redactions)
  )
}

/** What is longer is not handed over: it would not fit beside the rest of its line. */
const longest = 65_536

/** What is known of a line before its body and attributes. */
interface Columns {
  readonly severity: string
  readonly resource: string
  readonly redactions: string
  /** Identifiers, unless they stand on the page. */
  readonly ids: string
  readonly optional: string
  /** Characters of all of them, and of the id. */
  readonly size: number
}

function columnsOf(record: RedactedRecord, where: OnPage | undefined): Columns {
  const severity = severityColumns(record.severity_text, record.severity_number)
  const resource = resourceColumn(record.resource)
  const redactions = redactionsColumn(record.redactions)
  const ids = where?.ids === undefined ? idColumns(record) : ''
  const optional = optionalColumns(record)
  const size = severity.length + resource.length + redactions.length + ids.length + optional.length
  return { severity, resource, redactions, ids, optional, size: size + record.event_id.length }
}

/**
 * Adds the line of a record to those that WebAssembly makes. False, and nothing was added, when it has to be encoded in another way;
 * `makeRoom` is called when there is no room for one more.
 */
export function putRecord(record: RedactedRecord, lines: LineWriter, makeRoom: () => void): boolean {
  if (!lines.hasTimes(record.timestamp, record.observed_timestamp)) return false
  const where = onPage(record)
  const known = columnsOf(record, where)
  if (known.size > longest) return false
  return where === undefined
    ? putWhole(record, known, lines, makeRoom)
    : putOnPage(record, known, where, lines, makeRoom)
}

function putWhole(record: RedactedRecord, known: Columns, lines: LineWriter, makeRoom: () => void): boolean {
  const { body } = record
  const long = longParts(record)
  if (body.length > longest) return false
  const attributes =
    long?.trace === undefined ? (record.attributesText ?? attributesText(record)) : untilTrace(record)
  const trace = long?.trace === undefined ? 0 : long.trace.to - long.trace.from
  if (attributes.length > longest || trace > longest) return false
  if (!lines.hasRoom(known.size + body.length + attributes.length + trace)) makeRoom()
  putKnown(record, known, lines)
  lines.putTexts(
    attributes,
    known.ids + known.optional,
    record.event_id,
    long?.body === undefined ? body : '',
  )
  if (long?.body !== undefined) lines.putEscaped(columns.BODY, long.body)
  lines.setBodyKind(columns.TEXT)
  if (long?.trace !== undefined) lines.putEscaped(columns.TRACE, long.trace)
  return true
}

function putOnPage(
  record: RedactedRecord,
  known: Columns,
  { attributes, body, bodyText, ids }: OnPage,
  lines: LineWriter,
  makeRoom: () => void,
): boolean {
  const size = body === undefined ? bodyText!.length : body.to - body.from
  const made = attributes.to - attributes.from
  if (size > longest || made > 4 * longest) return false
  if (!lines.hasRoom(known.size + size + made)) makeRoom()
  putKnown(record, known, lines)
  lines.putText(columns.ID, record.event_id)
  if (ids !== undefined) lines.put(columns.IDS, ids)
  else if (known.ids !== '') lines.putText(columns.IDS, known.ids)
  if (endsWithScope(record)) lines.putKnown(columns.OPTIONAL, known.optional)
  else lines.putText(columns.OPTIONAL, known.optional)
  if (body === undefined) lines.putText(columns.BODY, bodyText!)
  lines.put(columns.ATTRIBUTES, attributes)
  if (body !== undefined) lines.put(columns.BODY, body)
  lines.setBodyKind(body === undefined ? columns.TEXT : columns.BARE)
  return true
}

/** Begins a line with the columns that come again and again. */
function putKnown(record: RedactedRecord, known: Columns, lines: LineWriter): void {
  lines.begin(record.timestamp, record.observed_timestamp)
  lines.putKnown(columns.SEVERITY, known.severity)
  lines.putKnown(columns.RESOURCE, known.resource)
  lines.putKnown(columns.REDACTIONS, known.redactions)
}
