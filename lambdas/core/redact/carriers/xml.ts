/** `<password>x</password>`, `<wsse:Password Type="…">x</wsse:Password>`. */
import { actionOnValue, type KeyRule } from '../key-rules.ts'
import type { Scan } from '../scan.ts'
import { PLAIN_TAG } from '../sieve/sieve.ts'
import { redactElement } from './elements.ts'
import { findPrivateElements } from './jwk.ts'
import { findKeyValue } from './key-value.ts'
import { addOwnPair } from './own-pairs.ts'
import { isPairName } from './pair-names.ts'
import { isPerson } from './person-parent.ts'

const tag = /^<((?:[\p{L}\p{M}\w.-]+:)?[\p{L}\p{M}\w.-]+)(?:\s[^<>]*)?$/u

/** At the `>` that ends an opening tag, or an arrow. */
export function findElement(scan: Scan, end: number): number {
  const { text } = scan
  const before = text.charCodeAt(end - 1)
  if (before === 45 || before === 126) return isArrow(text, end) ? afterArrow(scan, end) : end
  if (end + 1 >= text.length || before === 47 || before === 61) return end
  if (before === 62 && text.charCodeAt(end - 2) === 34) return findBinaryPair(scan, end)
  const start = tagStart(scan, end)
  if (start < 0) return end
  const match = tag.exec(text.slice(start, end))
  if (match === null) return end
  const nameEnd = start + 1 + match[1]!.length
  const nameStart = nameEnd - match[1]!.slice(match[1]!.indexOf(':') + 1).length
  const rule = scan.policy.keys.lookup(text, nameStart, nameEnd)
  if (rule === undefined) {
    const name = text.slice(nameStart, nameEnd)
    if (name === 'Modulus') findPrivateElements(scan, end)
    if (nameOfPerson.test(name) && isBelowPerson(text, start)) {
      const done = redactElement(scan, FULL_NAME, end + 1, { key: name }, end)
      if (done > end) return done
    }
    if (isPairName(text, nameStart, nameEnd)) return findElementPair(scan, end)
    if (name !== 'Modulus' && !nameOfPerson.test(name))
      scan.policy.sieve.learn(text, nameStart, nameEnd, PLAIN_TAG)
    return end
  }
  return redactElement(
    scan,
    rule,
    end + 1,
    { key: text.slice(nameStart, nameEnd), action: actionOnValue(rule) },
    end,
  )
}

const nameOfPerson = /^(?:name|nm|nome|nom|naam)$/i
const FULL_NAME: KeyRule = { detector: 'person_name', kind: 'full_name' }
const parentTag = /<(?:[\w-]{1,32}:)?([A-Za-z][\w-]{2,40})(?:\s[^<>]{0,96})?>\s{0,16}$/

/** `<customer><name>`, and `<Dbtr><Nm>` of payments. https://www.iso20022.org/ */
function isBelowPerson(text: string, start: number): boolean {
  const name = parentTag.exec(text.slice(Math.max(0, start - 160), start))?.[1]
  return name !== undefined && (/^(?:ultmt)?(?:dbtr|cdtr)$/i.test(name) || isPerson(name))
}

/** `key -> value` with a space or quote after it: `object->member` is code. */
const isArrow = (text: string, end: number): boolean => {
  const next = text.charCodeAt(end + 1)
  return next === 32 || next === 34 || next === 39
}

function afterArrow(scan: Scan, end: number): number {
  const done = findKeyValue(scan, end - 1)
  return Math.max(done, end)
}

const elementPair = /([\w.-]{2,96})<\/[\w:.-]{3,40}>\s*(?:<[\w:.-]{2,40}>\s{0,64}){1,2}/y

/** `<key>password</key><string>x</string>`, `<name>password</name><value>x</value>`: at the `>` before the name. */
function findElementPair(scan: Scan, end: number): number {
  const { text } = scan
  elementPair.lastIndex = end + 1
  const name = elementPair.exec(text)?.[1]
  if (name === undefined) return end
  const from = elementPair.lastIndex
  const rule = scan.policy.keys.lookup(name, 0, name.length)
  if (rule === undefined || (scan.inString && from > scan.searches.stringEnd(end))) return end
  const action = actionOnValue(rule)
  return redactElement(scan, rule, from, { key: name, action }, end)
}

/**
 * The `<` of the tag that ends at `end`, at most 256 characters before it; -1 when there is none. Attributes may hold
 * addresses and masks, so what is settled is looked back over.
 */
function tagStart({ text }: Scan, end: number): number {
  const limit = Math.max(0, end - 256)
  for (let i = end - 1; i >= limit; i--) {
    const code = text.charCodeAt(i)
    if (code === 60) return i
    if (code === 62) return -1
  }
  return -1
}

const binaryKey = /<<"([\w.-]{2,64})">>$/
const binaryValue = /\s{0,8},\s{0,8}<<"([^"\\\n]{1,4096})">>/dy

/** `{<<"password">>,<<"x">>}`: strings as Erlang prints them. https://www.erlang.org/doc/system/data_types.html#bit-strings-and-binaries */
function findBinaryPair(scan: Scan, end: number): number {
  const { text } = scan
  binaryValue.lastIndex = end + 1
  const match = binaryValue.exec(text)
  const key = match === null ? undefined : binaryKey.exec(text.slice(Math.max(0, end - 72), end + 1))?.[1]
  if (key !== undefined && !scan.inString) addOwnPair(scan, key, ...match!.indices![1]!)
  return end
}
