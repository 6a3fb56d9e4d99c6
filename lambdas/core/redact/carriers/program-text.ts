/** Values without quotes that only programs write: what an object takes over, calls, types that may be nothing, what a comment documents. */
import { isIdentifier } from '../identifiers.ts'
import type { Scan } from '../scan.ts'

const EQUALS = 61
const SPACE = 32

/** `x = y` with blanks, as programs write it. */
const isSpaced = (text: string, at: number): boolean =>
  text.charCodeAt(at) === EQUALS && text.charCodeAt(at - 1) === SPACE && text.charCodeAt(at + 1) === SPACE

const LONGEST = 96
const names = /^[A-Za-z_]\w*(?:(?:\.|::|->)[A-Za-z_]\w*)*[;,]?$/

const areNames = (value: string): boolean =>
  value.length < LONGEST &&
  names.test(value) &&
  value
    .replace(/[;,]$/, '')
    .split(/\.|::|->/)
    .every(isIdentifier) &&
  !/\d/.test(value)

const ofObject = /^(?:self|this|cls)\./

/** `self._client_passphrase = value`, `@password = v`, `this.secret = other`: what an object is given is a name. */
const isTakenOver = ({ text, keyStart }: Scan, at: number, key: string, value: string): boolean =>
  isSpaced(text, at) &&
  (ofObject.test(key) || key.charCodeAt(0) === 64 || text.charCodeAt(keyStart - 1) === 64) &&
  areNames(value)

const call = /^[A-Za-z_][\w.]*\([A-Za-z_][\w.]*$/
const moreArguments = /, [^\n)]{1,80}\)/y

/** `new(name, secret).digest()`: a call cut off behind its first argument. */
function isCallWithMore({ text }: Scan, at: number, value: string, end: number): boolean {
  if (!isSpaced(text, at) || value.length > LONGEST || !call.test(value)) return false
  moreArguments.lastIndex = end
  return moreArguments.test(text) && value.split(/[.(]/).every(isIdentifier)
}

/** `ask_for_password "Enter it: "`: Ruby calls without brackets. */
const isCommandCall = ({ text }: Scan, at: number, value: string, end: number): boolean =>
  isSpaced(text, at) &&
  (text.charCodeAt(end) === 34 || text.charCodeAt(end) === 39) &&
  /^[a-z]+(?:_[a-z]+)+ ?$/.test(value)

/** `Credentials | None`, `FilterOrBool = False`, `Uint8Array | undefined`: a type, and what it may be too. */
const type =
  / (?:[A-Za-z]\w{0,40}\.){0,3}[A-Z][A-Za-z]{1,60}(?:\d{1,3}[A-Z][A-Za-z]{1,40})?(?:\[[\w, .]{1,80}\])?(?: \| (?:None|undefined|null|string|str|int|bool|bytes)(?![\w|:])| = (?:None|False|True|\.\.\.)(?!\w))/y
const types =
  / (?:[A-Za-z]\w{0,40}\.){0,3}[A-Z][a-z]{1,40}[A-Z][A-Za-z]{1,60}(?: \| (?:[a-z]\w{0,40}\.)?[A-Z]{1,8}[a-z]{1,40}[A-Z]?\w{0,60}){1,4}(?=[,;)\]>]|\s*$| =)/y

function isTypeOfMany({ text }: Scan, at: number): boolean {
  if (text.charCodeAt(at) !== 58 || text.charCodeAt(at + 1) !== SPACE) return false
  type.lastIndex = at + 1
  types.lastIndex = at + 1
  return type.test(text) || types.test(text)
}

/** `tokens if tokens else other_tokens`, `own_token or self._token`: one name or another. */
const choice =
  /^[A-Za-z_][A-Za-z_.]{0,60} (?:if [A-Za-z_][^\n]{0,80} else [A-Za-z_(]|(?:or|and|\|\||&&|\?\?) [A-Za-z]\w*[_.]\w)/

const isChoice = ({ text }: Scan, at: number, from: number): boolean =>
  isSpaced(text, at) && choice.test(text.slice(from, from + 180))

const documented =
  /:(?:param|type|arg|argument|keyword|kwarg|ivar|cvar|var|raises?|rtype)(?: [\w.[\]]{1,40})? $/

/** `:param client_secret: The secret of …`: documentation of Python. https://www.sphinx-doc.org/en/master/usage/domains/python.html */
const isDocumented = ({ text, keyStart }: Scan, at: number): boolean =>
  text.charCodeAt(at) === 58 && documented.test(text.slice(Math.max(0, keyStart - 64), keyStart))

/** Is the value at `from` what only a program's text has? */
export const isProgramText = (scan: Scan, at: number, from: number, value: string, end: number): boolean => {
  const key = scan.text.slice(scan.keyStart, scan.keyEnd)
  return (
    isTakenOver(scan, at, key, value) ||
    isCallWithMore(scan, at, value, end) ||
    isCommandCall(scan, at, value, end) ||
    isTypeOfMany(scan, at) ||
    isChoice(scan, at, from) ||
    isDocumented(scan, at)
  )
}
