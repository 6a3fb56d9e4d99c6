/**
 * What the listed fields of a line say, where all of it is known: then nothing of the line has to be looked at outside. What a level or
 * a logger's name says has been learned from outside, by its text as it stands there.
 */
import { readIso, readMillis, time } from './clock'
import { JOINED, label, LISTED, made, put, RESULT, ROLES, SAID, setMade } from './memory'
import { makeMembers } from './members'
import { hashOf, isSame } from './names'
import { makePairs } from './pairs'

// What a name is for; `layout.ts` has the same numbers.
const TIME: u32 = 1
const LEVEL: u32 = 2
/** A level by whose name a logger's may be told from a person's. */
const NAMED_LEVEL: u32 = 3
const LOGGER: u32 = 4
/** A logger, if a named level stands beside it. */
const LOGGER_BESIDE_LEVEL: u32 = 5
const SERVICE: u32 = 6
const MESSAGE: u32 = 7
const TRACE: u32 = 8
const SPAN: u32 = 9
/** Says something when it is that of a platform. */
const TYPE: u32 = 10
/** Makes the body, where there is no message. */
const REQUEST: u32 = 11

// What something is said as: eight for each known text, those of pairs in the upper half.
const AS_LEVEL: i32 = 0
const AS_LOGGER: i32 = 1
const AS_LOGGER_BESIDE_LEVEL: i32 = 2
const AS_SERVICE: i32 = 3
const IN_PAIRS: i32 = 4

// Labels; `layout.ts` has them in the same order.
const TRACE_ID: usize = 15
const SPAN_ID: usize = 16

/** Characters of an identifier of X-Ray. */
const XRAY: usize = 35

const SAID_SLOT: usize = 64
const LONGEST_SAID: usize = 62

let isPairs: bool = false
let taken: u32 = 0
let unknown: u32 = 0
let hasTime: bool = false
let hasNamedLevel: bool = false
let needsNamedLevel: bool = false
let level: i32 = 0
let logger: i32 = 0
let service: i32 = 0
let trace: usize = 0
let isXray: bool = false
let span: usize = 0
let message: usize = 0
let hasRequest: bool = false
let messageEnds: usize = 0

/** Makes the attributes of the object that was read last, if all of its listed members say what is known. One without a message has an empty body. */
export function decideMembers(listed: i32): bool {
  isPairs = false
  if (!takeAll(listed)) return false
  makeMembers(taken)
  tell()
  return true
}

/** As `decideMembers`, of pairs. */
export function decidePairs(listed: i32): bool {
  isPairs = true
  if (!takeAll(listed)) return false
  makePairs(taken)
  tell()
  return true
}

function takeAll(listed: i32): bool {
  taken = 0
  unknown = 0
  hasTime = false
  hasNamedLevel = false
  needsNamedLevel = false
  level = 0
  logger = 0
  service = 0
  trace = 0
  span = 0
  message = 0
  messageEnds = 0
  hasRequest = false
  let isDecided = true
  for (let n = 0; n < listed; n++) if (!take(n)) isDecided = false
  store<u32>(RESULT, unknown, 64)
  const hasBody = message != 0 || !(isPairs || hasRequest)
  return isDecided && hasBody && (!needsNamedLevel || hasNamedLevel)
}

/** Takes a listed field for what its name says; false when it is to be looked at outside. */
function take(n: i32): bool {
  const field = LISTED + <usize>n * 32
  const from = <usize>load<u32>(field, 12)
  const to = <usize>load<u32>(field, 16)
  const quote: usize = isPairs ? 0 : 1
  const role = <u32>load<u8>(ROLES + <usize>load<u32>(field))
  switch (role) {
    case TIME:
      if (hasTime || !(readMillis(from, to) || readIso(from + quote, to - quote))) return false
      hasTime = true
      break
    case NAMED_LEVEL:
    case LEVEL:
      hasNamedLevel = hasNamedLevel || role == NAMED_LEVEL
      if (level != 0) return false
      level = saidOf(n, from, to, AS_LEVEL)
      if (level == 0) return false
      break
    case LOGGER:
    case LOGGER_BESIDE_LEVEL:
      if (logger != 0) return false
      logger = saidOf(n, from, to, role == LOGGER || isPairs ? AS_LOGGER : AS_LOGGER_BESIDE_LEVEL)
      if (logger == 0) return false
      if (role == LOGGER_BESIDE_LEVEL && !isPairs) needsNamedLevel = true
      break
    case SERVICE:
      if (service != 0) return false
      service = saidOf(n, from, to, AS_SERVICE)
      if (service == 0) return false
      break
    case MESSAGE:
      if (message != 0 || !isMessage(from, to)) return false
      message = from + quote
      messageEnds = to - quote
      break
    case TRACE:
      if (trace != 0 || !isTrace(from + quote, to - quote)) return false
      trace = from + quote
      isXray = to - quote - trace == XRAY
      break
    case SPAN:
      if (span != 0 || !isId(from + quote, to - quote, 16)) return false
      span = from + quote
      break
    case TYPE:
      return isPairs || isPlainType(from)
    case REQUEST:
      hasRequest = true
      return true
    default:
      return false
  }
  taken |= 1 << n
  return true
}

/** Says what was taken. */
function tell(): void {
  store<u32>(RESULT, <u32>message, 8)
  store<u32>(RESULT, <u32>messageEnds, 12)
  if (hasTime) store<f64>(RESULT, time, 16)
  store<u32>(RESULT, hasTime, 24)
  store<u32>(RESULT, level, 28)
  store<u32>(RESULT, logger, 32)
  store<u32>(RESULT, service, 36)
  store<u32>(RESULT, <u32>trace, 40)
  store<u32>(RESULT, <u32>span, 44)
  store<u32>(RESULT, isXray, 56)
  const from = made
  let out = from
  if (trace != 0) out = writeId(label(out, TRACE_ID), isXray ? JOINED : trace, 32)
  if (span != 0) out = writeId(label(out, SPAN_ID), span, 16)
  store<u32>(RESULT, <u32>from, 48)
  store<u32>(RESULT, <u32>out, 52)
  setMade(out)
}

/** A text that is the body as it stands: nothing in it is read once more, filled in, or escaped. */
function isMessage(from: usize, to: usize): bool {
  if (isPairs) return to > from
  if (load<u8>(from) != 34 || to - from < 3) return false
  const first = <u32>load<u8>(from + 1)
  if (first == 123 || first == 91 || first - 48 < 10 || load<u32>(from + 1) == 0x696e6170) return false // pani
  for (let i = from; i < to; i += 16) {
    const bytes = v128.load(i)
    const braces = v128.and(i8x16.eq(bytes, i8x16.splat(123)), i8x16.eq(v128.load(i + 1), i8x16.splat(125)))
    const mask = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(92)), braces))
    if (mask != 0 && i + <usize>ctz(mask) < to) return false
  }
  return true
}

/** Hex digits in small letters, not all of them zero. */
function isId(from: usize, to: usize, size: usize): bool {
  if (to - from != size) return false
  let all = i8x16.splat(0)
  for (let i = from; i < to; i += 16) {
    const bytes = v128.load(i)
    const digits = i8x16.sub(bytes, i8x16.splat(48))
    const letters = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(97)), i8x16.splat(6))
    if (!v128.all_true<u8>(v128.or(i8x16.lt_u(digits, i8x16.splat(10)), letters))) return false
    all = v128.or(all, digits)
  }
  return v128.any_true(all)
}

/** An identifier of 32 digits, or X-Ray's `1-`, 8 digits, a dash and 24, which together are one. */
function isTrace(from: usize, to: usize): bool {
  if (to - from != XRAY) return isId(from, to, 32)
  if (load<u16>(from) != 0x2d31 || load<u8>(from, 10) != 45) return false
  v128.store(JOINED, v128.load(from, 2))
  v128.store(JOINED, v128.load(from, 11), 8)
  v128.store(JOINED, v128.load(from, 19), 16)
  return isId(JOINED, JOINED + 32, 32)
}

// @ts-ignore: decorator
@inline
function writeId(out: usize, from: usize, size: usize): usize {
  v128.store(out, v128.load(from))
  if (size > 16) v128.store(out, v128.load(from, 16), 16)
  return put(out + size, 34)
}

/** Neither an object nor `"platform.…"`. */
function isPlainType(from: usize): bool {
  const first = <u32>load<u8>(from)
  return first != 123 && first != 91 && !(first == 34 && load<u64>(from + 1) == 0x6d726f6674616c70)
}

/** Where it is told what a text says, from 1 on; 0, and a bit in `unknown`, when it is not known. */
function saidOf(n: i32, from: usize, to: usize, as: i32): i32 {
  const size = to - from
  const kind = isPairs ? as + IN_PAIRS : as
  if (size == 0 || size > LONGEST_SAID) return 0
  const slot = (hashOf(from, size) * 0x9e3779b1) >> 22
  if (isSaid(slot, from, size, kind)) return <i32>(slot << 3) + kind + 1
  if (isSaid(slot ^ 1, from, size, kind)) return <i32>((slot ^ 1) << 3) + kind + 1
  unknown |= 1 << n
  return 0
}

function isSaid(slot: u32, from: usize, size: usize, kind: i32): bool {
  const entry = SAID + <usize>slot * SAID_SLOT
  if (<usize>load<u8>(entry, 62) != size || ((load<u8>(entry, 63) >> <u8>kind) & 1) == 0) return false
  for (let i: usize = 0; i < size; i += 16) if (!isSame(entry + i, from + i, min(16, size - i))) return false
  return true
}
