/** Raw events of one stream to records: the lines of a traceback, of pretty-printed JSON or of a statement become one. */

import { type Beginning, BlockEvent, OTHER, PAIR, sizeOf } from '../block.ts'
import { isPostgresPart } from '../parse/formats/servers.ts'
import { type LinePrefix, linePrefix } from '../parse/prefix.ts'
import type { LogEvent, StitchedEvent } from '../records.ts'
import { plain } from './blocks.ts'
import { opening, startsLikeRecord, traceAfter } from './lines.ts'
import { isBlank, type Rules } from './rules.ts'

/** What one stitched record may hold at most; the rest begins a new record. */
export const limits = { events: 1000, characters: 256 * 1024, gapMs: 10_000 } as const

interface Group {
  readonly events: LogEvent[]
  /** The last line without its writer's head; undefined: the only event is the line. */
  line: string | undefined
  /** What the only event begins with. */
  begins: Beginning
  rules: Rules | undefined
  characters: number
  cut: boolean
  /** Another line may still come to it. */
  open: boolean
}

/** What one writer is in the middle of; and a trace of which another line of the same stream took the place. */
interface Writer {
  current: Group | undefined
  suspended: Group | undefined
}

/**
 * Joins events that belong together, in order of their first event. Every event is in exactly one result. Writers that a
 * syslog, CRI or compose head names are kept apart; a traceback goes on behind a complete line of another writer. Lines
 * are joined over at most 10 s from one to the next. A record that reaches 1,000 events or 256 Ki characters is marked
 * `unfinished` like one that the batch's end cuts off, and the next line begins a new one. Linear; never throws.
 */
export const stitch = (events: readonly LogEvent[]): StitchedEvent[] =>
  [...stitchBy(events, events.length)].flat()

/**
 * As `stitch`, `size` results at a time, and few more than that exist at once: what is made of one chunk may be forgotten before the next
 * one is.
 */
export function* stitchBy(events: readonly LogEvent[], size: number): Generator<StitchedEvent[], void> {
  let groups: Group[] = []
  /** So many are looked through for those that are complete. */
  let due = size + 1
  const unnamed: Writer = { current: undefined, suspended: undefined }
  const named: Writers = { syslog: new Map(), cri: new Map(), compose: new Map() }
  for (const event of events) {
    const begins = event instanceof BlockEvent ? event.begins : OTHER
    const prefix = begins === OTHER ? linePrefix(event.message) : undefined
    if (begins !== OTHER && isApart(unnamed, begins)) {
      close(unnamed.current)
      unnamed.current = begin(event, undefined, begins, groups)
    } else if (prefix === undefined) {
      take(unnamed, event, event.message, begins, groups)
    } else {
      take(writerOf(named[prefix.kind], prefix.key), event, event.message.slice(prefix.end), OTHER, groups)
    }
    if (groups.length < due) continue
    const whole = groups.findIndex((group) => group.open)
    const ready = whole - (whole % size)
    for (let from = 0; from < ready; from += size) yield groups.slice(from, from + size).map(toStitched)
    groups = groups.slice(ready)
    due = Math.max(size + 1, 2 * groups.length)
  }
  for (let from = 0; from < groups.length; from += size) yield groups.slice(from, from + size).map(toStitched)
}

/** By what names them, and by name. */
type Writers = { readonly [Kind in LinePrefix['kind']]: Map<string, Writer> }

const writerOf = (writers: Map<string, Writer>, key: string): Writer => {
  const known = writers.get(key)
  if (known) return known
  const writer: Writer = { current: undefined, suspended: undefined }
  writers.set(key, writer)
  return writer
}

const take = (writer: Writer, event: LogEvent, line: string, begins: Beginning, groups: Group[]): void => {
  const { current, suspended } = writer
  if (suspended && follows(suspended, event, line)) return
  if (current && follows(current, event, line)) return
  const group = begin(event, line, begins, groups)
  if (current && isInterrupted(current, line)) {
    close(suspended)
    writer.suspended = current
  } else {
    close(current)
    if (suspended && gap(suspended, event) > limits.gapMs) {
      close(suspended)
      writer.suspended = undefined
    }
  }
  writer.current = group
}

const begin = (event: LogEvent, line: string | undefined, begins: Beginning, groups: Group[]): Group => {
  const group: Group = {
    events: [event],
    line,
    begins,
    rules: undefined,
    characters: sizeOf(event),
    cut: false,
    open: true,
  }
  groups.push(group)
  return group
}

/** Does a line that begins so begin a record of its own, as `follows` would say behind one line that begins so too? */
const isApart = ({ current, suspended }: Writer, begins: Beginning): boolean => {
  if (current === undefined || suspended !== undefined) return false
  if (current.rules !== undefined || current.begins === OTHER) return false
  return begins !== PAIR || current.begins === PAIR
}

const lineOf = (group: Group): string => group.line ?? group.events[0]!.message

const close = (group: Group | undefined): void => {
  if (group !== undefined) group.open = false
}

const gap = (group: Group, event: LogEvent): number =>
  Math.abs(event.timestamp - group.events[group.events.length - 1]!.timestamp)

/** Appends the event to the group if it goes on there. */
const follows = (group: Group, event: LogEvent, line: string): boolean => {
  const isPart = line.charCodeAt(4) === 45 && isPostgresPart(line) && sameHead(group.events[0]!.message, line)
  if (!isPart && group.rules === undefined && !mayFollow(lineOf(group), line)) return false
  if (gap(group, event) > limits.gapMs) return false
  const rules = isPart
    ? (group.rules ?? plain)
    : (nextRules(group, line) ?? (isBlank(line) ? group.rules : undefined))
  if (rules === undefined) return false
  const characters = group.characters + sizeOf(event) + 1
  if (group.events.length >= limits.events || characters > limits.characters) {
    group.cut = true
    return false
  }
  group.events.push(event)
  group.characters = characters
  if (!isBlank(line)) group.line = line
  group.rules = line.includes('\n') ? opening(line) : rules
  return true
}

/** One message of PostgreSQL: its parts repeat the time and the process. */
const sameHead = (previous: string, line: string): boolean => {
  const end = line.indexOf(']') + 1
  return end > 19 && end < 100 && previous.slice(0, 300).includes(line.slice(0, end))
}

const nextRules = (group: Group, line: string): Rules | undefined => {
  group.rules ??= opening(lineOf(group))
  const { rules } = group
  if (rules.name !== 'plain') return rules.next(line)
  return traceAfter(lineOf(group), line) ?? rules.next(line)
}

/** Cheap refusal, by first characters, of a line that begins a record of its own after a single ordinary line. */
const mayFollow = (previous: string, line: string): boolean => {
  const code = line.charCodeAt(0)
  const begins = (code >= 48 && code <= 57) || code === 91 || code === 123
  if (begins) return line.length === 1 || (code === 91 && previous.startsWith('panic: '))
  return !(beginsWithPair(line) && beginsWithPair(previous))
}

/** `time=…`, `level=…`: one line of pairs behind another. */
const beginsWithPair = (line: string): boolean => {
  let at = 0
  while (at < 12 && line.charCodeAt(at) >= 97 && line.charCodeAt(at) <= 122) at++
  return at > 0 && line.charCodeAt(at) === 61
}

const isInterrupted = (group: Group, line: string): boolean =>
  group.rules?.name === 'python' && group.rules.unfinished && !group.cut && startsLikeRecord(line)

/** The text is made when it is asked for: the message of one event may not be a string yet. */
class Stitched implements StitchedEvent {
  readonly events: readonly LogEvent[]
  readonly timestamp: number
  readonly unfinished?: true

  constructor(events: readonly LogEvent[], unfinished: boolean) {
    this.events = events
    this.timestamp = events[0]!.timestamp
    this.unfinished = (unfinished || undefined) as true
  }

  get text(): string {
    const { events } = this
    return events.length === 1 ? events[0]!.message : events.map((event) => event.message).join('\n')
  }
}

const toStitched = (group: Group): StitchedEvent => {
  const { events, cut, open, rules } = group
  return new Stitched(events, cut || (open && (rules ?? opening(lineOf(group))).unfinished))
}
