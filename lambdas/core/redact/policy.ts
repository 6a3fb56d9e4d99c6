/** What the configuration says, in the form in which the scanner asks for it. */
import type { RedactConfig } from '../config/types.ts'
import { isSometimes } from './carriers/sometimes.ts'
import type { FoundAction } from './found.ts'
import { KeyCache } from './key-cache.ts'
import { classify, type KeyRule, splitWords } from './keys.ts'
import { type CompiledPattern, compilePatterns } from './patterns.ts'
import { PLAIN_JSON, Sieve } from './sieve/sieve.ts'

export class Policy {
  readonly keys: KeyCache
  readonly patterns: readonly CompiledPattern[]
  readonly sieve = new Sieve()
  /** Did a place where something could have been say no since this was last set to false? Beside a mask it may say yes. */
  isUnsure = false
  private readonly off: ReadonlySet<string>
  private readonly allow: ReadonlySet<string>

  /** @param isClean - says whether a text of its own holds nothing secret; asked for key names. */
  constructor(config: RedactConfig, isClean: (text: string, policy: Policy) => boolean) {
    this.off = new Set(Object.keys(config.detectors).filter((name) => config.detectors[name] === 'off'))
    this.allow = new Set(config.allow)
    this.patterns = compilePatterns(config.patterns)
    this.keys = new KeyCache(
      classifierFor(config.keys),
      (name) => !isSometimes(name, 0, name.length) && isClean(name, this),
      (text, start, end) => this.sieve.learn(text, start, end, PLAIN_JSON),
    )
  }

  /** May a value that `detector` found stay as it is? */
  keeps(detector: string, value: string): boolean {
    return (this.off.size > 0 && this.off.has(detector)) || (this.allow.size > 0 && this.allow.has(value))
  }
}

/** The user's names first, then the built-in words. `keep` wins over everything. */
function classifierFor(keys: RedactConfig['keys']): (key: string) => KeyRule | undefined {
  const keep = new Set(keys.keep.map(normalise))
  const own = new Map<string, KeyRule>()
  const add = (names: readonly string[], action: FoundAction): void => {
    for (const name of names) own.set(normalise(name), { detector: 'user_key', kind: 'any', action })
  }
  add(keys.mask, 'mask')
  add(keys.hash, 'hash')
  add(keys.drop, 'drop')
  if (keep.size === 0 && own.size === 0) return classify
  return (key) => {
    const name = normalise(key)
    return keep.has(name) ? undefined : (ownRule(own, name) ?? classify(key))
  }
}

/** `customer_ref` is also meant by `CustomerRef`, and by `billing.customer_ref`: the last words of a longer name. */
function ownRule(own: ReadonlyMap<string, KeyRule>, name: string): KeyRule | undefined {
  if (own.size === 0) return undefined
  for (let at = 0; at >= 0; at = name.indexOf('_', at) + 1 || -1) {
    const found = own.get(name.slice(at))
    if (found !== undefined) return found
  }
  return undefined
}

/** Words joined by `_`; names without any letter stay as they are. */
const normalise = (name: string): string => splitWords(name).join('_') || name
