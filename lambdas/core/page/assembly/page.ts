/**
 * Texts of a batch, what is read in them, and their lines, all in one memory: a text comes in once, and nothing of it comes out but
 * the line that it is part of. Written in AssemblyScript, compiled to WebAssembly by `npm run build:wasm`. Works on UTF-8; addresses
 * are absolute. A text ends with a byte below 32.
 */
import { readIso, time } from './clock'
import { LISTED, MADE, RESULT, setMade } from './memory'

export { readAccess } from './access'
export { decideMembers, decidePairs } from './decide'
export { askHead, forgetHeads, headNumber, keepHead, readHead, refuseHead } from './heads'
export { writeLines } from './lines'
export { makeMembers, readMembers } from './members'
export { makePairs, readPairs } from './pairs'

/** Begins a batch of texts: what was made of others is given up. */
export function begin(): void {
  setMade(MADE)
}

/** Reads the value of a listed name, without its quotes in JSON, as a time in milliseconds; false when it is not written as usual. */
export function readTimeOf(listed: i32, quote: i32): bool {
  const member = LISTED + <usize>listed * 32
  if (!readIso(<usize>load<u32>(member + 12) + quote, <usize>load<u32>(member + 16) - quote)) return false
  store<f64>(RESULT + 16, time)
  return true
}
