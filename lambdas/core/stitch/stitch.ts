/** Raw events of one stream to records: the lines of a traceback, of pretty-printed JSON or of a statement become one. */
import type { LogEvent, StitchedEvent } from '../records.ts'
import { opening, startsLikeRecord, traceAfter } from './lines.ts'
import type { Rules } from './rules.ts'

/** What one stitched record may hold at most; the rest begins a new record. */
export const limits = { events: 1000, characters: 256 * 1024, gapMs: 10_000 } as const

interface Group {
  readonly events: LogEvent[]
  rules: Rules | undefined
  characters: number
  cut: boolean
}

/**
 * Joins events that belong together, in order of their first event. Every event is in exactly one result. Lines are
 * joined over at most 10 s from one to the next. A record that reaches 1,000 events or 256 kB is marked `unfinished`
 * like one that the batch's end cuts off, and the next line begins a new one. Linear; never throws.
 */
export const stitch = (events: readonly LogEvent[]): StitchedEvent[] => {
  const groups: Group[] = []
  let current: Group | undefined
  /** A trace that another writer's line interrupted. */
  let suspended: Group | undefined
  for (const event of events) {
    if (suspended && follows(suspended, event)) continue
    if (current && follows(current, event)) continue
    const group: Group = { events: [event], rules: undefined, characters: event.message.length, cut: false }
    groups.push(group)
    if (current && isInterrupted(current, event)) suspended = current
    else if (suspended && event.timestamp - suspended.events.at(-1)!.timestamp > limits.gapMs)
      suspended = undefined
    current = group
  }
  return groups.map((group) => toStitched(group, group === current || group === suspended))
}

/** Appends the event to the group if it goes on there. */
const follows = (group: Group, event: LogEvent): boolean => {
  const { message } = event
  if (group.rules === undefined && !mayFollow(message)) return false
  const last = group.events[group.events.length - 1]!
  if (Math.abs(event.timestamp - last.timestamp) > limits.gapMs) return false
  const rules = nextRules(group, last.message, message)
  if (rules === undefined) return false
  if (group.events.length >= limits.events || group.characters + message.length > limits.characters) {
    group.cut = true
    return false
  }
  group.events.push(event)
  group.characters += message.length + 1
  group.rules = message.includes('\n') ? opening(message) : rules
  return true
}

const nextRules = (group: Group, previous: string, line: string): Rules | undefined => {
  group.rules ??= opening(previous)
  const { rules } = group
  if (rules.name === 'plain') return traceAfter(previous, line) ?? rules.next(line)
  return rules.next(line)
}

/** Cheap refusal of lines that begin a record of their own after an ordinary line. */
const mayFollow = (line: string): boolean => {
  const code = line.charCodeAt(0)
  return !((code >= 48 && code <= 57) || code === 91 || code === 123) || line.length === 1
}

const isInterrupted = (group: Group, event: LogEvent): boolean =>
  group.rules?.unfinished && !group.cut && group.rules.name === 'python' && startsLikeRecord(event.message)

const toStitched = (group: Group, atEnd: boolean): StitchedEvent => {
  const { events } = group
  const first = events[0]!
  const text = events.length === 1 ? first.message : events.map((event) => event.message).join('\n')
  const unfinished = group.cut || (atEnd && (group.rules ?? opening(first.message)).unfinished)
  return unfinished
    ? { events, timestamp: first.timestamp, text, unfinished }
    : { events, timestamp: first.timestamp, text }
}
