/**
 * Access lines as Apache, nginx and gunicorn write them, whose parts need no escapes: attributes and body are made at once. All others
 * are left (false) to whoever reads them part by part.
 */
import { readTime, time, TIME_SIZE } from './clock'
import { at, copy, digitsEnd, endAttributes, hasRoom, hasSpecial, indexOfEither, label, made, put, RESULT, setMade } from './memory'

// Labels; `layout.ts` has them in the same order.
const METHOD: usize = 5
const PATH: usize = 6
const QUERY: usize = 7
const VERSION: usize = 8
const STATUS: usize = 9
const SIZE: usize = 10
const REFERER: usize = 11
const AGENT: usize = 12
const CLIENT: usize = 13
const USER: usize = 14

const LONGEST_CLIENT: usize = 190
const LONGEST_NAME: usize = 90

/** Reads `client ident user [time] "request" status size`, with or without `"referer" "agent"`, and nothing behind it. */
export function readAccess(start: usize, end: usize): bool {
  if (!hasRoom(<i32>(end - start)) || hasSpecial(start, end)) return false
  const client = clientEnd(start, end)
  if (client == 0) return false
  const ident = nameEnd(client + 1, end)
  if (ident == 0) return false
  const user = nameEnd(ident + 1, end)
  if (user == 0 || at(user + 1) != 91 || !readTime(user + 2)) return false
  const i = user + 2 + TIME_SIZE
  if (at(i) != 93 || at(i + 1) != 32 || at(i + 2) != 34) return false
  const method = i + 3
  let methodEnds = method
  while (at(methodEnds) - 65 < 26) methodEnds++
  if (methodEnds == method || at(methodEnds) != 32) return false
  const path = methodEnds + 1
  const target = indexOfEither(path, end, 32, 34)
  if (target >= end || at(target) != 32 || load<u32>(target + 1) != 0x50545448 || at(target + 5) != 47) return false // HTTP/
  const pathEnds = indexOfEither(path, target, 63, 63)
  const version = target + 6
  const versionEnds = indexOfEither(version, end, 32, 34)
  if (versionEnds >= end || at(versionEnds) != 34 || at(versionEnds + 1) != 32) return false
  const status = versionEnds + 2
  if (digitsEnd(status) != status + 3 || at(status) == 48 || at(status + 3) != 32) return false
  const size = status + 4
  const sizeEnds = at(size) == 45 ? size + 1 : digitsEnd(size)
  if (sizeEnds == size || sizeEnds - size > 15 || (at(size) == 48 && sizeEnds > size + 1) || sizeEnds > end) return false
  let referer: usize = 0
  let refererEnds: usize = 0
  let agent: usize = 0
  if (sizeEnds < end) {
    if (at(sizeEnds) != 32 || at(sizeEnds + 1) != 34) return false
    referer = sizeEnds + 2
    refererEnds = indexOfEither(referer, end, 34, 34)
    if (refererEnds + 2 >= end || at(refererEnds + 1) != 32 || at(refererEnds + 2) != 34) return false
    agent = refererEnds + 3
    if (indexOfEither(agent, end, 34, 34) != end - 1) return false
  }
  let out = copy(label(made, METHOD), method, methodEnds)
  out = copy(label(out, PATH), path, pathEnds)
  if (pathEnds < target) out = copy(label(out, QUERY), pathEnds + 1, target)
  out = copy(label(out, VERSION), version, versionEnds)
  out = copy(label(out, STATUS), status, status + 3)
  if (at(size) != 45) out = copy(label(out, SIZE), size, sizeEnds)
  if (referer != 0) {
    out = said(out, REFERER, referer, refererEnds)
    out = said(out, AGENT, agent, end - 1)
  }
  out = said(out, CLIENT, start, client)
  out = put(said(out, USER, ident + 1, user), 125)
  endAttributes(out)
  store<u32>(RESULT + 8, <u32>out)
  out = put(copy(put(copy(out, method, methodEnds), 32), path, pathEnds), 32)
  out = copy(out, status, status + 3)
  store<u32>(RESULT + 12, <u32>out)
  store<f64>(RESULT + 16, time)
  setMade(out)
  return true
}

/** A text attribute, unless it says `-` or nothing. */
function said(out: usize, which: usize, start: usize, end: usize): usize {
  if (start == end || (start + 1 == end && at(start) == 45)) return out
  return put(copy(label(out, which), start, end), 34)
}

/** One word or a mask, not a list; 0 when it is none. */
function clientEnd(start: usize, end: usize): usize {
  const space = indexOfEither(start, end, 32, 34)
  if (space >= end || space == start || at(space) != 32) return 0
  if (at(start) == 91) {
    const isMask = load<u64>(start + 1) == 0x4445544341444552 && at(start + 9) == 58 // REDACTED:
    const isHash = load<u32>(start + 1) == 0x43414d48 && at(start + 5) == 58 // HMAC:
    const named = start + (isMask ? 10 : 6)
    return (isMask || isHash) && at(space - 1) == 93 && space - 1 > named && space - 1 - named <= LONGEST_CLIENT ? space : 0
  }
  if (space - start > LONGEST_CLIENT + 1 || at(space - 1) == 44) return 0
  return indexOfEither(start, space, 91, 91) == space ? space : 0
}

/** A word before a space; 0 when it is none. */
function nameEnd(start: usize, end: usize): usize {
  const space = indexOfEither(start, end, 32, 34)
  if (space >= end || space == start || at(space) != 32 || space - start > LONGEST_NAME) return 0
  return indexOfEither(start, space, 91, 91) == space ? space : 0
}
