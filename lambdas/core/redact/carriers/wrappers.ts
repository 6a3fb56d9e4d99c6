/** Values that stand in a call: `Some("x")`, `Optional("x")`, `new SecretString("x")`, `String::from("x")`. */
import { KEY, skip, skipBlanks } from '../chars.ts'
import { isQuote } from './values.ts'

const call = /(?:new )?(?:[A-Za-z]\w{0,40}(?:\.|::))*([A-Za-z]\w{0,40})(?:::new|::from)?\(/y

/** What only wraps a value, or turns it into another form of itself; not what looks a value up by its name. */
const wrapper =
  /^(?:some|optional|just|maybe|ok|right|box|arc|rc|cow|owned|borrowed|secret(?:str|string|bytes|value)?|sensitive|redacted|protected|password|string|str|text|value|literal|quoted|unicode|bytes|bytearray|bytestring|buffer|repr|encode|decode|b64encode|b64decode|base64|atob|btoa|md5|sha\d*|bcrypt|encrypt|decrypt|hash|quote|tostring|valueof|symbol|uri|url|parse)$/i

/** The quote that opens the value inside a call at `from`; -1 when there is none. */
export function wrappedQuote(text: string, from: number): number {
  const code = text.charCodeAt(from) | 32
  if (code < 97 || code > 122 || !mayGoOn(text, skip(text, from, KEY, from + 42))) return -1
  call.lastIndex = from
  const match = call.exec(text)
  if (match === null || !isWrapper(match)) return -1
  const open = skipBlanks(text, call.lastIndex)
  return isQuote(text.charCodeAt(open)) ? open : -1
}

/** What stands behind a name, of which points are part, when it is a call's: `(`, `::`, or the blank of `new `. */
function mayGoOn(text: string, end: number): boolean {
  const next = text.charCodeAt(end)
  return (
    next === 40 ||
    (next === 58 && text.charCodeAt(end + 1) === 58) ||
    (next === 32 && text.charCodeAt(end - 1) === 119)
  )
}

const pair = /new [\w.]{0,60}[cC]redentials?\(\s*(["'])[^"'\n]{0,256}\1\s*,\s*(["'])([^"'\n]{1,256})\2/dy

/** The extent of the secret in `new NetworkCredential("user", "x")` at `from`: the first argument says who. */
export function credentialAt(text: string, from: number): readonly [number, number] | undefined {
  if (text.charCodeAt(from) !== 110) return undefined
  pair.lastIndex = from
  return pair.exec(text)?.indices?.[3]
}

const isWrapper = (match: RegExpExecArray): boolean =>
  /^new |::(?:from|new)\($/.test(match[0]) || wrapper.test(match[1]!)
