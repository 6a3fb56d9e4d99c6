import type { RedactConfig } from '../config/types.ts'
import type { StitchedEvent } from '../records.ts'
import { type Action, Actions, type HmacKey } from './actions.ts'
import type { Found } from './found.ts'
import { Policy } from './policy.ts'
import { type RedactedText, sealText } from './redacted.ts'
import { scanText } from './scanner.ts'
import { findSteady, type Steady, steadyOf } from './steady.ts'
import { type Redacted, type RedactOne, redactBlock, redactEach } from './together.ts'

export interface Redaction {
  readonly text: RedactedText
  /** How many values each detector removed; {} when none. */
  readonly counts: Readonly<Record<string, number>>
}

/** Where something secret stands in the text that was asked about. Never the secret itself. */
export interface Finding {
  readonly detector: string
  /** The key name that gave it away. */
  readonly key?: string
  readonly start: number
  readonly end: number
  readonly action: Action
}

export interface Redactor {
  /** Never throws because of what the text says. Text without secrets comes back as the same string. */
  redact(text: string): Redaction
  explain(text: string): Finding[]
  /** Redacts events together, in less time than one by one. */
  readonly redactTogether?: (events: readonly StitchedEvent[]) => Redacted
}

export interface RedactorOptions {
  /** Needed when anything is to be hashed. */
  readonly hmac?: HmacKey
}

const nothing: Readonly<Record<string, number>> = Object.freeze({})

/**
 * Makes the redactor that a configuration describes.
 * @throws when a pattern is not linear-time, or a hash is asked for without a key.
 */
export function createRedactor(config: RedactConfig, options: RedactorOptions = {}): Redactor {
  const policy = new Policy(config, (text, own) => scanText(text, own).length === 0)
  const actions = new Actions(config, options.hmac)
  policy.sieve.masksAddresses =
    config.allow.length === 0 && actions.of('ipv4') === 'mask' && !policy.keeps('ipv4', '')
  const redact: RedactOne = ({ text }, mark, stops) =>
    redactionOf(
      stops === undefined ? findSteady(text, policy, actions) : steadyOf(text, policy, actions, mark, stops),
    )
  return {
    redact: (text) => redactionOf(findSteady(text, policy, actions)),
    redactTogether: (events) =>
      policy.patterns.length > 0
        ? redactEach(events, redact)
        : redactBlock(events, policy.sieve, redact, countOf),
    explain: (text) => findSteady(text, policy, actions).found.map((found) => findingOf(found, actions)),
  }
}

const redactionOf = ({ found, masked }: Steady): Redaction => ({
  text: sealText(masked),
  counts: found.length === 0 ? nothing : count(found),
})

/** Texts in which the same one detector found share their counts: most do. */
const shared = new Map<string, Readonly<Record<string, number>>[]>()
const mostShared = 16

function count(found: readonly Found[]): Readonly<Record<string, number>> {
  if (found.length === 1) return countOf(found[0]!.detector, 1)
  const counts: Record<string, number> = {}
  for (const { detector } of found) counts[detector] = (counts[detector] ?? 0) + 1
  return counts
}

/** What one detector found, and no other did. */
function countOf(detector: string, count: number): Readonly<Record<string, number>> {
  if (count === 0) return nothing
  const known = shared.get(detector) ?? []
  if (known.length === 0) shared.set(detector, known)
  const counts = known[count] ?? Object.freeze({ [detector]: count })
  if (count < mostShared) known[count] = counts
  return counts
}

const findingOf = (found: Found, actions: Actions): Finding => ({
  detector: found.detector,
  ...(found.key === undefined ? {} : { key: found.key }),
  start: found.start,
  end: found.end,
  action: actions.actionOf(found),
})
