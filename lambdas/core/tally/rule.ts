import type { AlertRule, Milliseconds } from '../config/index.ts'
import { compileWhen, type Matcher } from '../match/index.ts'
import { shortHash } from './group.ts'

/** A rule made ready for counting. */
export interface CountingRule {
  readonly rule: AlertRule
  readonly matches: Matcher
  /** Changes when the rule counts something else: what was counted under the former definition is not mixed in. */
  readonly definition: string
  /** Width of a bucket: the rule's window. */
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

/** The part of a series' key that stands for what a rule counts. */
export const definitionOf = ({ name, when, groupBy, threshold }: AlertRule): string =>
  shortHash(name, JSON.stringify(when), JSON.stringify(groupBy), String(threshold.within))

function compile(rule: AlertRule): CountingRule {
  return {
    rule,
    matches: compileWhen(rule.when),
    definition: definitionOf(rule),
    width: rule.threshold.within,
    quantum: quantumOf(rule.threshold.within),
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
