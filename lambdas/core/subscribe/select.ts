import type { SourceConfig } from '../config/types.ts'
import { matchesGlob } from '../match/glob.ts'

export type Tags = Readonly<Record<string, string>>

/** What of a source says which log groups it takes. */
export type Selector = Pick<SourceConfig, 'logGroups' | 'exclude' | 'tags'>

/** Whether a name in `logGroups` is a pattern: `*` stands for any characters, also for none and for `/`. */
export const isGlob = (name: string): boolean => name.includes('*')

/**
 * Whether `subscribe` keeps the subscriptions of a source at run time. A source of full names and nothing else does not need
 * that: the stack has a subscription for each of them.
 */
export const isManaged = (source: Selector & Pick<SourceConfig, 'sourceRetentionDays'>): boolean =>
  source.logGroups.some(isGlob) ||
  source.exclude.length > 0 ||
  Object.keys(source.tags).length > 0 ||
  source.sourceRetentionDays !== undefined

const named = (source: Selector, logGroup: string): boolean => source.logGroups.includes(logGroup)
const matched = (source: Selector, logGroup: string): boolean =>
  source.logGroups.some((name) => isGlob(name) && matchesGlob(name, logGroup))
const excluded = (source: Selector, logGroup: string): boolean =>
  source.exclude.some((name) => matchesGlob(name, logGroup))

/**
 * The sources that a log group's name fits, best first: one that names it in full comes before patterns, and those come in
 * the order of the configuration. The first whose tags fit, too, has it.
 */
export function candidates<Source extends Selector>(sources: readonly Source[], logGroup: string): Source[] {
  const fitting = sources.filter((source) => !excluded(source, logGroup))
  const full = fitting.filter((source) => named(source, logGroup))
  return [...full, ...fitting.filter((source) => !full.includes(source) && matched(source, logGroup))]
}

/** Whether a log group has every tag of a source, with exactly that value. */
export const hasTags = (source: Selector, tags: Tags): boolean =>
  Object.entries(source.tags).every(([key, value]) => Object.hasOwn(tags, key) && tags[key] === value)

/**
 * Whether some name fits both globs: they are compared from the left, character by character, and a `*` of either may stand
 * for what the other has. Costs the product of their lengths.
 */
export function globsOverlap(a: string, b: string): boolean {
  let row: boolean[] = Array.from({ length: b.length + 1 }, (_, j) => /^\**$/.test(b.slice(0, j)))
  for (let i = 1; i <= a.length; i++) {
    const next: boolean[] = [row[0]! && a[i - 1] === '*']
    for (let j = 1; j <= b.length; j++) {
      const wild = a[i - 1] === '*' || b[j - 1] === '*'
      next.push(wild ? row[j]! || next[j - 1]! || row[j - 1]! : row[j - 1]! && a[i - 1] === b[j - 1])
    }
    row = next
  }
  return row[b.length]!
}
