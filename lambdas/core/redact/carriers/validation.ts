/** What validators print of the values that they reject: the field stands on the line before. */
import type { KeyRule } from '../keys.ts'
import type { Scan } from '../scan.ts'
import { isQuote } from './values.ts'

const name = 'input_value'
/** `password⏎  String should have … [type=string_too_short, input_value='x'`. https://docs.pydantic.dev/latest/errors/errors/ */
const field = /(?:^|\n)([\w.]{2,96})\r?\n {2}[^\n]{0,256}\[type=\w{1,64}, $/
const MAX_BEFORE = 448

/** `password=x&confirm=x`. */
const repeated = /^(?:confirm|confirmation|repeat|again)$/i
const passwordBefore =
  /(?:pass\w{0,8}|pwd|senha|contrase\w{1,4}|kennwort)["']?\s{0,2}[=:]\s{0,2}["']?[^\s&,;"']{1,128}["']?[&,;]\s?["']?$/i
const REPEATED: KeyRule = { detector: 'password', kind: 'secret' }

/** The rule of a password that is given a second time. */
export function repeatedRule({ text, keyStart, keyEnd }: Scan): KeyRule | undefined {
  if (!isRepeatedName(text, keyStart, keyEnd)) return undefined
  return passwordBefore.test(text.slice(Math.max(0, keyStart - 160), keyStart)) ? REPEATED : undefined
}

/** Is it one of the names of the field below a password's? */
export const isRepeatedName = (text: string, start: number, end: number): boolean =>
  end - start > 4 && end - start < 13 && repeated.test(text.slice(start, end))

/** Is it the name under which they print it? */
export const isInputName = (text: string, start: number, end: number): boolean =>
  end - start === name.length && text.startsWith(name, start)

/** The rule of the field whose value is printed, or undefined. */
export function inputRule({ text, keyStart, keyEnd, policy }: Scan): KeyRule | undefined {
  if (!isInputName(text, keyStart, keyEnd) || !isQuote(text.charCodeAt(keyEnd + 1))) return undefined
  const path = field.exec(text.slice(Math.max(0, keyStart - MAX_BEFORE), keyStart))?.[1]
  return path === undefined ? undefined : policy.keys.lookup(path, 0, path.length)
}
