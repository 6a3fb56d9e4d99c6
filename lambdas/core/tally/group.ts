import { createHash } from 'node:crypto'
import { valueAt } from '../match/index.ts'
import type { Json, LogRecord } from '../records.ts'
import { cleanLine } from './clean.ts'

/** Path to value, for each path of the rule's `groupBy`, in its order. `{}` when the rule has none. */
export type Group = Readonly<Record<string, string>>

/** What a path shows that a record does not have. */
export const absentValue = '(none)'
/** What every path shows in the group that takes what exceeds the bound. */
export const otherValue = '(other)'

const longestValue = 200

function shown(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return absentValue
  return cleanLine(typeof value === 'string' ? value : JSON.stringify(value), longestValue)
}

/** The group of a record. Values are log content: made safe to show, and cut to 200 characters. */
export const groupOf = (record: LogRecord, groupBy: readonly string[]): Group =>
  Object.fromEntries(groupBy.map((path) => [path, shown(valueAt(record, path))]))

/** The group of everything beyond the bound. */
export const otherGroup = (groupBy: readonly string[]): Group =>
  Object.fromEntries(groupBy.map((path) => [path, otherValue]))

/** 16 hex digits that stand for some strings; equal for equal ones. */
export const shortHash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)

/** 16 hex digits that stand for a group. */
export const groupHash = (group: Group): string => shortHash(...Object.entries(group).flat())
