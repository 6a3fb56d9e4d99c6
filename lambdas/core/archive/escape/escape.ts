/**
 * Texts as JSON strings. Most short ones need no more than quotes; long ones, of which most need escapes, are WebAssembly's, which is
 * two to three times as fast as `JSON.stringify` with them.
 */
import { Instance, Memory, Module } from '../../wasm/engine.ts'
import { wasm } from './wasm.ts'

/** Shorter texts are looked through sooner than they are handed over. */
const shortest = 200
/** Longer ones are rare, and the memory stays. */
const longest = 65_536
/** Where the result begins; `assembly/escape.ts` has the same number. */
const OUT = 65_552
const PAGE = 65_536

/** Printable ASCII without what JSON escapes. */
const plain = /^[ !#-[\]-~]*$/
const beyondLatin1 = /[^\x00-\xff]/

interface Escape {
  readonly bytes: Buffer
  readonly run: (size: number) => number
}

let made: Escape | undefined

function make(): Escape {
  const memory = new Memory({ initial: Math.ceil((OUT + 6 * longest + 32) / PAGE) })
  const { exports } = new Instance(new Module(Buffer.from(wasm, 'base64')), { env: { memory } })
  return { bytes: Buffer.from(memory.buffer), run: exports['escape'] as Escape['run'] }
}

/** What `JSON.stringify` makes of a text. */
export function quote(text: string): string {
  if (text.length < shortest) return plain.test(text) ? `"${text}"` : JSON.stringify(text)
  if (text.length > longest || beyondLatin1.test(text)) return JSON.stringify(text)
  made ??= make()
  const { bytes, run } = made
  bytes.write(text, 0, 'latin1')
  return bytes.toString('latin1', OUT, OUT + run(text.length))
}
