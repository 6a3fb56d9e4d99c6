/**
 * Texts of a batch, what is read in them, and their lines, all in one memory: a text comes in once, and nothing of it comes out but
 * the line that it is part of. Written in AssemblyScript, compiled to WebAssembly by `npm run build:wasm`. Works on UTF-8; addresses
 * are absolute. A text ends with a byte below 32.
 */
import { MADE, setMade } from './memory'

export { readAccess } from './access'
export { writeLines } from './lines'
export { makeMembers, readMembers } from './members'
export { makePairs, readPairs } from './pairs'

/** Begins a batch of texts: what was made of others is given up. */
export function begin(): void {
  setMade(MADE)
}
