/** Texts of ASCII, Latin-1 or UTF-8 as JSON has them: only control characters, quotes and backslashes are written otherwise. */

/** Writes a text as it stands between the quotes of a JSON string, sixteen bytes at a time; as `JSON.stringify` does. */
export function escape(out: usize, from: usize, to: usize): usize {
  let o = out
  for (let i = from; i < to; ) {
    const block = v128.load(i)
    const low = i8x16.lt_u(block, i8x16.splat(32))
    const quotes = i8x16.eq(block, i8x16.splat(34))
    const slashes = i8x16.eq(block, i8x16.splat(92))
    const special = i8x16.bitmask(v128.or(low, v128.or(quotes, slashes)))
    v128.store(o, block)
    const clean = <usize>ctz(special | 65536)
    i += clean
    o += clean
    if (clean < 16 && i < to) o = writeSpecial(load<u8>(i++), o)
    if (i > to) o -= i - to
  }
  return o
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
