/** What is written in place of a secret. */
import { createHmac } from 'node:crypto'
import type { RedactConfig } from '../config/types.ts'
import type { Found } from './found.ts'
import { maskOf } from './masks.ts'

/** The key of pseudonyms. Its `id` is part of the output, so that after a rotation old pseudonyms can be recomputed. */
export interface HmacKey {
  readonly id: string
  readonly key: Uint8Array
}

export type Action = 'mask' | 'last4' | 'hash' | 'drop'

/** Hex digits kept of HMAC-SHA-256: 80 bits; a million values collide with a probability below 10⁻¹². */
const HASH_DIGITS = 20

export class Actions {
  private readonly byDetector: ReadonlyMap<string, Action>
  private readonly hmac: HmacKey | undefined

  constructor(config: RedactConfig, hmac: HmacKey | undefined) {
    const named = Object.entries(config.detectors).filter(([, action]) => action !== 'off') as [
      string,
      Action,
    ][]
    this.byDetector = new Map([
      ...named,
      ...config.patterns.map(({ name, action }) => [name, action] as const),
    ])
    this.hmac = hmac
    const hashes = [...this.byDetector.values()].includes('hash') || config.keys.hash.length > 0
    if (hashes && hmac === undefined) throw new Error('[redact] action "hash": needs an HMAC key, got none')
    if (hmac !== undefined && !/^[A-Za-z0-9_.-]{1,64}$/.test(hmac.id))
      throw new Error('[redact] HMAC key id: letters, digits, "_", "." and "-", at most 64')
  }

  actionOf(found: Found): Action {
    return found.action ?? this.of(found.detector)
  }

  /** What is done with what a detector finds, where no key says otherwise. */
  of(detector: string): Action {
    return this.byDetector.get(detector) ?? 'mask'
  }

  replacement(found: Found): string {
    const text = this.textFor(this.actionOf(found), found)
    return found.quote === '' ? text : found.quote + text + found.quote
  }

  private textFor(action: Action, { detector, value }: Found): string {
    if (action === 'drop') return ''
    if (action === 'hash' && this.hmac !== undefined) return pseudonym(value, this.hmac)
    if (action === 'last4') return last4(detector, value)
    return maskFor(detector, value)
  }
}

/** `[HMAC:<key id>:<20 hex digits>]`: the same value under the same key is always the same text. */
export function pseudonym(value: string, { id, key }: HmacKey): string {
  return `[HMAC:${id}:${createHmac('sha256', key).update(value).digest('hex').slice(0, HASH_DIGITS)}]`
}

interface Mask {
  readonly text: string
  /** Parts of the detector's name that a value may have in common with it. */
  readonly parts: readonly string[]
}

const masks = new Map<string, Mask>()
let lastDetector = ''
let lastMask: Mask | undefined

/** Most often the same detector finds again. */
function maskNamed(detector: string): Mask {
  if (detector === lastDetector && lastMask !== undefined) return lastMask
  lastDetector = detector
  lastMask = masks.get(detector) ?? newMask(detector)
  return lastMask
}

function newMask(detector: string): Mask {
  const parts = Array.from({ length: Math.max(0, detector.length - SHARED_RUN + 1) }, (_, i) =>
    detector.slice(i, i + SHARED_RUN),
  )
  const made = { text: maskOf(detector), parts }
  masks.set(detector, made)
  return made
}

/** The detector's name, unless it repeats a part of the secret: the password `password123` is not to be read in its own mask. */
function maskFor(detector: string, value: string): string {
  const { text, parts } = maskNamed(detector)
  if (value.length < SHARED_RUN) return detector.includes(value) ? '[REDACTED]' : text
  for (const part of parts) if (value.includes(part)) return '[REDACTED]'
  return text
}

const SHARED_RUN = 5

/** Only of values with at least 8 letters and digits: four of fewer would tell too much. */
function last4(detector: string, value: string): string {
  const kept = value.replace(/[^A-Za-z0-9]/g, '')
  return kept.length < 8 ? maskFor(detector, value) : `[REDACTED:${detector}:${kept.slice(-4)}]`
}
