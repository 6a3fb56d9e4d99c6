/**
 * The first look at a text, byte by byte: where must the scanner look closer? Written in AssemblyScript, compiled to
 * WebAssembly by `npm run build:wasm`. It walks as the scanner walks when nothing is found (same words, same numbers, same jumps) and
 * lists each place at which the scanner would ask a verifier; each condition is one under which the verifier is known to say no.
 */
import { addressesFound, beginAddresses, maskedSize, writeMasked } from './addresses'
import { beginEscapes, loadString, stringsTaken } from './escapes'
import { quietPairEnd } from './keys'
import { ALNUM, at, beginBeyond, beginText, DONE, DONE_END, digitsEnd, digitsIn, groupsOf, is, places, ROOM, signsIn, TEXT, wordEnd, wordsIn } from './memory'
import { atNumber } from './numbers'
import { atSign, beginSigns } from './signs'
import { beginStops, pendingStops, stopsEnd } from './stops'
import { isTime, TIME } from './times'
import { isUuid, UUID } from './uuid'
import { atWord, setLongestWord } from './words'

/** Lists the stops of the first `size` bytes of the text from `stops` on, and returns how many there are. */
export function sieve(size: i32, stops: usize, longest: i32, wide: i32): i32 {
  beginAddresses(false)
  beginEscapes(false)
  return list(size, stops, longest, wide)
}

function list(size: i32, stops: usize, longest: i32, wide: i32): i32 {
  beginText(size, wide != 0 ? stops : 0)
  return walkText(size, stops, longest)
}

function walkText(size: i32, stops: usize, longest: i32): i32 {
  beginStops(stops)
  beginSigns()
  setLongestWord(longest)
  walk(size)
  return i32((stopsEnd() - stops) >> 2)
}

/** Behind the last text that was finished with. */
let done: usize = DONE

/** Begins a block of texts. */
export function beginBlock(): void {
  finish(DONE)
}

function finish(end: usize): void {
  done = end
  store<u32>(DONE_END, end - DONE)
}

/** What `look` returns when there is no room for a text. */
const NO_ROOM: i32 = 0x7fffffff

/**
 * As `sieve`, of a text of a block, which lies at `from`. A text without stops, or with none but those of addresses that are to be masked and for
 * certain are, is finished with: it is put behind those before it, with a zero behind it. Returns how many stops there are; what is not more than
 * zero is finished with, and says how many addresses are masked.
 */
export function look(from: usize, size: i32, stops: usize, longest: i32, decides: i32): i32 {
  memory.copy(TEXT, from, size)
  beginAddresses(decides != 0)
  beginEscapes(true)
  const count = list(size, stops, longest, 0)
  const strings = stringsTaken()
  if (pendingStops() > 0) return strings > 0 ? again(from, size, stops, longest) : count
  if (done + maskedSize() >= DONE + ROOM) return NO_ROOM
  const end = writeMasked(done)
  const masked = addressesFound()
  for (let n = 0; n < strings; n++) {
    beginAddresses(false)
    beginEscapes(false)
    const inner = loadString(n)
    beginText(abs(inner), 0)
    if (inner < 0) beginBeyond()
    walkText(abs(inner), stops, longest)
    if (pendingStops() > 0) return again(from, size, stops, longest)
  }
  store<u8>(end, 0)
  finish(end + 1)
  return -masked
}

/** The stops of a text that is not finished with, in which strings were put aside. */
function again(from: usize, size: i32, stops: usize, longest: i32): i32 {
  memory.copy(TEXT, from, size)
  return sieve(size, stops, longest, 0)
}

/** From sign to sign and from word to word, 64 bytes at a time. */
function walk(size: i32): void {
  let from = 0
  let carry: u64 = 0
  for (let block = 0; block < size; block += 64) {
    if (from >= block + 64) {
      block = from & ~63
      carry = u64(is(block - 1, ALNUM))
    }
    const text = TEXT + <usize>block
    const a = groupsOf(text)
    const b = groupsOf(text + 16)
    const c = groupsOf(text + 32)
    const d = groupsOf(text + 48)
    let signs = signsIn(a) | (signsIn(b) << 16) | (signsIn(c) << 32) | (signsIn(d) << 48)
    const words = wordsIn(a) | (wordsIn(b) << 16) | (wordsIn(c) << 32) | (wordsIn(d) << 48)
    const digits = digitsIn(a) | (digitsIn(b) << 16) | (digitsIn(c) << 32) | (digitsIn(d) << 48)
    const dashes = places(text, 45)
    const behindWord = (words << 1) | carry
    // A single dash behind a letter or digit says nothing; what the last one of the block is, is seen there.
    signs &= ~(dashes & behindWord & ~(dashes >> 1) & 0x7fffffffffffffff)
    let items = signs | (words & ~behindWord)
    if (from > block) items &= ~(<u64>0) << (from - block)
    carry = words >> 63
    while (items != 0) {
      const bit = ctz(items)
      const i = block + <i32>bit
      items &= items - 1
      if (((signs >> bit) & 1) != 0) {
        from = atSign(i)
        if (from > i + 1) {
          if (is(from, ALNUM) && is(from - 1, ALNUM)) from = atRun(from)
          items = itemsFrom(from - block, items)
        }
        continue
      }
      const size = ctz(~(words >> bit))
      const end = bit + size < 64 ? i + <i32>size : wordEnd(block + 64)
      if (end - i == 8 && at(end) == 45 && isUuid(i)) {
        from = i + UUID
        items = itemsFrom(from - block, items)
        continue
      }
      if (((digits >> bit) & 1) == 0) {
        const behind = i > 0 && at(i - 1) == 32 && at(end) != 32 ? quietPairEnd(i) : -1
        if (behind > 0) {
          from = behind
          items = itemsFrom(from - block, items)
          continue
        }
        atWord(i, end)
      } else {
        const count = ctz(~(digits >> bit))
        if (count == 4 && at(end) == 45 && isTime(i)) {
          from = i + TIME
          items = itemsFrom(from - block, items)
          continue
        }
        atNumber(i, bit + count < 64 ? i + <i32>count : digitsEnd(block + 64), end)
      }
      from = end
    }
  }
}

/** Those that are not stepped over. */
// @ts-ignore: decorator
@inline
function itemsFrom(bit: i32, items: u64): u64 {
  return bit < 64 ? items & (~(<u64>0) << bit) : 0
}

function atRun(start: i32): i32 {
  const end = wordEnd(start)
  if (at(start) > 57) atWord(start, end)
  else atNumber(start, digitsEnd(start), end)
  return end
}
