/**
 * A text as a JSON string, sixteen bytes at a time. Written in AssemblyScript, compiled to WebAssembly by `npm run build:wasm`. Works on
 * one byte per character (Latin-1), and writes what `JSON.stringify` writes.
 */
import { escape as escaped } from '../../../wasm/assembly/escape'


/** The text; the sixteen bytes behind it are not looked at, and may be read. */
const TEXT: usize = 0
/** What is written; `escape.ts` has the same number. */
const OUT: usize = 65552

/** Writes the first `size` bytes of the text as a JSON string with its quotes, and returns how many bytes that takes. */
export function escape(size: i32): i32 {
  store<u8>(OUT, 34)
  const end = escaped(OUT + 1, TEXT, TEXT + <usize>size)
  store<u8>(end, 34)
  return <i32>(end + 1 - OUT)
}
