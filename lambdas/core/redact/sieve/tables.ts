/** What the sieve knows before it has seen a text: classes of characters, words that announce, beginnings of tokens. */
import {
  AFTER_WORD,
  announcingWords,
  kindOf,
  LENGTHS,
  LONGEST,
  spelledWords,
  spellingsOf,
} from '../carriers/words.ts'
import { ALNUM, DIGIT, HEX, KEY, UPPER } from '../chars.ts'
import { wordsOfVersions } from '../detectors/ip-address.ts'
import { tailsOf, tokenPrefixes } from '../detectors/vendor-tokens.ts'
import { maskOf } from '../masks.ts'

/** Offsets in the sieve's memory; `assembly/sieve.ts` has the same ones. */
const LENGTHS_AT = 256
/** Hashes of the words that announce, in an open table of 2,048. */
const WORDS = 1024
/** For each pair of first characters, where the prefixes that begin with it lie behind `PREFIXES`; 0 when none does. */
const PAIRS = 9216
/** Prefixes, each after its length and what stands behind it; a zero ends those of a pair. */
const PREFIXES = 41_984
/** Bits for the hashes of the first three and of the first four characters of all these: 65,536 each. */
const BEGIN3 = 53_248
const BEGIN4 = 61_440
/** Names of keys that say nothing, filled as texts are scanned. */
export const KEYS = { at: 69_632, bits: 11, slot: 64 } as const
/** Strings and lines that say nothing, and which were seen once: the sieve fills them itself. */
const QUIET = KEYS.at + (KEYS.slot << KEYS.bits)
const SEEN = QUIET + 512 * 256
/** Texts of a block as they came, and those that were finished with, each with a zero behind it: so much of each. */
export const BLOCK = SEEN + 4096 * 2
export const DONE = BLOCK + 264_192
export const ROOM = 262_144
/** Bits for the hashes of words behind which an address may be a version: 4,096. */
const UNSURE = DONE + ROOM + 64
/** The mask of an address; its size is in the last byte. */
const MASK = UNSURE + 576
const MASK_SIZE = 32
export const DONE_END = MASK + MASK_SIZE
/** Strings without their escapes. */
const INNER_SIZE = 66_048
/** Behind all tables and blocks: one text, and stops. */
export const FREE = DONE + 264_192 + INNER_SIZE

export { LONGEST }

const classes: readonly (readonly [number, (code: number) => boolean])[] = [
  [1, (code) => ALNUM[code] === 1],
  [2, (code) => DIGIT[code] === 1],
  [4, (code) => HEX[code] === 1],
  [8, (code) => KEY[code] === 1],
  [16, (code) => AFTER_WORD.includes(String.fromCharCode(code))],
  [32, (code) => '"\\:=@%-+[\n&(,<>\x1b\t'.includes(String.fromCharCode(code))],
  [64, (code) => UPPER[code] === 1],
  [128, (code) => '"\'`'.includes(String.fromCharCode(code))],
]

function fillClasses(memory: Uint8Array): void {
  for (let code = 0; code < 128; code++)
    for (const [bit, holds] of classes) if (holds(code)) memory[code]! |= bit
}

/** The lowest two bits of an entry are the kind of its word; the rest are of the hash. */
function fillWords(words: Uint32Array): void {
  for (const word of announcingWords)
    for (const spelling of spellingsOf(word)) {
      const hash = hashOf(spelling)
      const own = (hash & ~3) >>> 0
      let slot = Math.imul(hash, 0x9e3779b1) >>> 21
      while (words[slot] !== 0 && (words[slot]! & ~3) >>> 0 !== own) slot = (slot + 1) & (words.length - 1)
      words[slot] = words[slot] === 0 || words[slot] === own + kindOf(word) ? own + kindOf(word) : own
    }
}

/** As the sieve hashes words: 32 bits, of the characters in order. */
function hashOf(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash >>> 0
}

/** `6$` of password hashes is asked about at its digit. */
const prefixes = [...new Set([...tokenPrefixes.filter((prefix) => !/^\d\$$/.test(prefix)), 'eyJ'])]

/** What stands behind a prefix: so many characters of a class, as a bit of CLASS; of none when that is not known. */
interface Behind {
  readonly kind: number
  readonly count: number
}

/** Classes of characters that hold one another: digits, hex digits, letters and digits, those of names. */
const nested = [2, 4, 1, 8]
const mostBehind = 32
/** Of each alphabet, the first of these classes that has all of it. */
const nestedIn = new Map<Uint8Array, number>()

function nestedOf(table: Uint8Array): number {
  const known = nestedIn.get(table)
  if (known !== undefined) return known
  const found = nested.findIndex((bit) => {
    const holds = classes.find(([of]) => of === bit)![1]
    return table.every((is, code) => is === 0 || holds(code))
  })
  const made = found < 0 ? nested.length : found
  nestedIn.set(table, made)
  return made
}

function behind(prefix: string): Behind {
  const tails = tailsOf(prefix) ?? []
  const kind = nested[Math.max(0, ...tails.map(({ table }) => nestedOf(table)))]
  if (tails.length === 0 || kind === undefined) return { kind: 0, count: 0 }
  return { kind, count: Math.min(mostBehind, ...tails.map(({ min }) => min)) }
}

function fillPrefixes(pairs: Uint16Array, memory: Uint8Array): void {
  let end = 1
  for (const [pair, members] of Map.groupBy(prefixes, (prefix) => prefix.slice(0, 2))) {
    pairs[(pair.charCodeAt(0) << 7) | pair.charCodeAt(1)] = end
    for (const prefix of members) {
      const { kind, count } = behind(prefix)
      memory.set([prefix.length, kind, count], end)
      memory.set(Buffer.from(prefix, 'latin1'), end + 3)
      end += 3 + prefix.length
    }
    end++
  }
}

/** Short beginnings let what may follow stand up to the third character; the longer ones are told apart by four. */
function fillBeginnings(three: Uint8Array, four: Uint8Array): void {
  for (const text of [...prefixes, ...spelledWords]) {
    if (text.length > 3) setBit(four, text)
    else if (text.length === 3) setBit(three, `${text}\0`)
    else {
      const { kind } = behind(text)
      const isIn = spelledWords.includes(text) ? undefined : classes.find(([bit]) => bit === kind)?.[1]
      for (let code = 0; code < 256; code++)
        if (isIn === undefined || isIn(code)) setBit(three, `${text}${String.fromCharCode(code)}\0`)
    }
  }
}

function setBit(table: Uint8Array, text: string): void {
  const slot = Math.imul(Buffer.from(text, 'latin1').readUInt32LE(), 0x9e3779b1) >>> 16
  table[slot >>> 3]! |= 1 << (slot & 7)
}

let image: Uint8Array | undefined

/** The tables as they lie in memory, up to the names. Made once. */
export function tables(): Uint8Array {
  if (image !== undefined) return image
  const memory = new Uint8Array(KEYS.at)
  fillClasses(memory)
  memory.set(new Uint8Array(LENGTHS.buffer), LENGTHS_AT)
  fillWords(new Uint32Array(memory.buffer, WORDS, 2048))
  fillPrefixes(new Uint16Array(memory.buffer, PAIRS, 128 * 128), memory.subarray(PREFIXES))
  fillBeginnings(memory.subarray(BEGIN3, BEGIN4), memory.subarray(BEGIN4))
  image = memory
  return image
}

/** Fills what is asked about addresses into the sieve's memory. */
export function fillAddresses(memory: Uint8Array): void {
  for (const word of wordsOfVersions) {
    const slot = Math.imul(hashOf(word), 0x9e3779b1) >>> 20
    memory[UNSURE + (slot >>> 3)]! |= 1 << (slot & 7)
  }
  const mask = Buffer.from(maskOf('ipv4'))
  memory.set(mask, MASK)
  memory[DONE_END - 1] = mask.length
}
