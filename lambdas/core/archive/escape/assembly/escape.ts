/**
 * A text as a JSON string, sixteen bytes at a time. Written in AssemblyScript, compiled to WebAssembly by `npm run build:wasm`. Works on
 * one byte per character (Latin-1), and writes what `JSON.stringify` writes.
 */

/** The text; the sixteen bytes behind it are not looked at, and may be read. */
const TEXT: usize = 0
/** What is written; `escape.ts` has the same number. */
const OUT: usize = 65552

/** Writes the first `size` bytes of the text as a JSON string with its quotes, and returns how many bytes that takes. */
export function escape(size: i32): i32 {
  const end = TEXT + <usize>size
  let out = OUT + 1
  store<u8>(OUT, 34)
  for (let at = TEXT; at < end; ) {
    const block = v128.load(at)
    const low = i8x16.lt_u(block, i8x16.splat(32))
    const quotes = i8x16.eq(block, i8x16.splat(34))
    const slashes = i8x16.eq(block, i8x16.splat(92))
    const special = i8x16.bitmask(v128.or(low, v128.or(quotes, slashes)))
    v128.store(out, block)
    const clean = <usize>ctz(special | 65536)
    at += clean
    out += clean
    if (clean < 16 && at < end) out = writeSpecial(load<u8>(at++), out)
    if (at > end) out -= at - end
  }
  store<u8>(out, 34)
  return <i32>(out + 1 - OUT)
}

// @ts-ignore: decorator
@inline
function hex(digit: u32): u32 {
  return digit < 10 ? 48 + digit : 87 + digit
}

/** Two bytes for the characters that have a letter, six for other control characters. */
// @ts-ignore: decorator
@inline
function writeSpecial(code: u32, out: usize): usize {
  const isUsual = u32(code == 10) | u32(code == 34) | u32(code == 92)
  const short = isUsual != 0 ? select<u32>(110, code, code == 10) : shortOf(code)
  if (short != 0) {
    store<u16>(out, 92 | (short << 8))
    return out + 2
  }
  const digits = hex(code >> 4) | (hex(code & 15) << 8)
  store<u64>(out, 0x3030755c | (<u64>digits << 32))
  return out + 6
}

function shortOf(code: u32): u32 {
  if (code == 9) return 116
  if (code == 13) return 114
  if (code == 8) return 98
  return code == 12 ? 102 : 0
}
