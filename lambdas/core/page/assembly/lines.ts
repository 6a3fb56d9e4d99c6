/** Records as lines of the archive. `archive/line.ts` says the same of one record, and tests compare the two. */
import { escape } from '../../wasm/assembly/escape'
import { writeTime } from './clock'
import { copy, ENTRIES, ENTRY, label, OUT, put } from './memory'

// Labels; `layout.ts` has them in the same order.
const TIMESTAMP: usize = 0
const OBSERVED: usize = 1
const ATTRIBUTES: usize = 2
const EVENT_ID: usize = 3
const REDACTIONS: usize = 4

// How the body stands where it stands: as JSON, as JSON without its quotes, or as text that may need escapes.
const BARE: u32 = 1
const TEXT: u32 = 2

/** Writes the lines of the first `count` entries, and says in each where it ends; returns where the last one ends. */
export function writeLines(count: i32): usize {
  let out = OUT
  for (let n = 0; n < count; n++) {
    const entry = ENTRIES + <usize>n * ENTRY
    out = writeTime(label(out, TIMESTAMP), load<f64>(entry))
    out = writeTime(label(out, OBSERVED), load<f64>(entry, 8))
    out = piece(out, entry + 16)
    out = writeBody(out, entry)
    out = writeTrace(piece(label(out, ATTRIBUTES), entry + 32), entry)
    out = piece(out, entry + 40)
    out = piece(piece(out, entry + 88), entry + 48)
    out = escape(label(out, EVENT_ID), <usize>load<u32>(entry, 56), <usize>load<u32>(entry, 60))
    out = put(piece(label(out, REDACTIONS), entry + 64), 10)
    store<u32>(entry, <u32>(out - OUT), 72)
  }
  return out
}

/** Copies what lies between the two addresses of a piece. */
// @ts-ignore: decorator
@inline
function piece(out: usize, where: usize): usize {
  return copy(out, <usize>load<u32>(where), <usize>load<u32>(where, 4))
}

function writeBody(out: usize, entry: usize): usize {
  const from = <usize>load<u32>(entry, 24)
  const to = <usize>load<u32>(entry, 28)
  const kind = load<u32>(entry, 76)
  if (kind == TEXT) return put(escape(put(out, 34), from, to), 34)
  if (kind == BARE) return put(copy(put(out, 34), from, to), 34)
  return copy(out, from, to)
}

/** A stack trace is the last of the attributes: where it stands as text, they are open and end with its quote. */
// @ts-ignore: decorator
@inline
function writeTrace(out: usize, entry: usize): usize {
  const from = <usize>load<u32>(entry, 80)
  if (from == 0) return out
  const end = escape(out, from, <usize>load<u32>(entry, 84))
  store<u16>(end, 0x7d22) // "}
  return end + 2
}
