import { type AlertRule, baseOf, type Milliseconds } from '../config/index.ts'
import { compileWhen, type Matcher } from '../match/index.ts'
import { shortHash } from './group.ts'

/** A rule made ready for counting. */
export interface CountingRule {
  readonly rule: AlertRule
  readonly matches: Matcher
  /** Of a ratio: what matches, and what it is compared with. */
  readonly compares?: Matcher
  /** Changes when the rule counts something else: what was counted under the former definition is not mixed in. */
  readonly definition: string
  /** Width of a bucket. */
  readonly width: Milliseconds
  readonly quantum: Milliseconds
}

const second = 1_000
/** How finely a window is divided at most, which bounds the size of a tally. */
const finest = 3_600

/**
 * To what windows are exact: an event counts as if it happened at the start of its quantum. One second for windows up to an
 * hour, above that a 3,600th of the window in whole seconds (24 s for a day, 168 s for a week).
 */
export const quantumOf = (within: Milliseconds): Milliseconds =>
  Math.max(second, Math.ceil(within / finest / second) * second)

/**
 * The width of the buckets of time in which a rule's records are counted: its window. What is new is counted until it was quiet
 * for `resolveAfter`. Silence is looked for in tenths, so that finding the last record does not read many.
 */
export function widthOf({ threshold, resolveAfter }: AlertRule): Milliseconds {
  if ('firstSeenWithin' in threshold) return resolveAfter
  if ('silentFor' in threshold) return Math.ceil(threshold.silentFor / 10 / second) * second
  return threshold.within
}

/** The part of a series' key that stands for what a rule counts. */
export function definitionOf(rule: AlertRule): string {
  const { name, when, groupBy, threshold } = rule
  const kind = 'count' in threshold ? '' : `${Object.keys(threshold)[0]} `
  return shortHash(name, JSON.stringify(when), JSON.stringify(groupBy), `${kind}${widthOf(rule)}`)
}

function compile(rule: AlertRule): CountingRule {
  const width = widthOf(rule)
  return {
    rule,
    matches: compileWhen(rule.when),
    ...('ratio' in rule.threshold ? { compares: compileWhen(baseOf(rule.when)) } : {}),
    definition: definitionOf(rule),
    width,
    quantum: quantumOf(width),
  }
}

const compiled = new WeakMap<AlertRule, CountingRule>()

/** Compiles a rule, once for each rule object. */
export function countingRule(rule: AlertRule): CountingRule {
  const known = compiled.get(rule)
  if (known) return known
  const made = compile(rule)
  compiled.set(rule, made)
  return made
}
