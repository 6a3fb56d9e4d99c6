/** What validators print of the values that they reject: the field stands on the line before. */
import type { KeyRule } from '../keys.ts'
import { isPlaceholder } from '../placeholders.ts'
import type { Scan } from '../scan.ts'
import { isQuote } from './values.ts'

const name = 'input_value'
/** `password⏎  String should have … [type=string_too_short, input_value='x'`. https://docs.pydantic.dev/latest/errors/errors/ */
const field = /(?:^|\n)([\w.]{2,96})\r?\n {2}[^\n]{0,256}\[type=\w{1,64}, $/
const MAX_BEFORE = 448

const repeated =
  /["']?[&,;]\s?["']?(?:confirm|confirmation|repeat|again)["']?\s?[=:]\s?["']?([^\s&,;"'\\]{4,128})/dy

/** `password=x&confirm=x`: the second one, behind the first that ends at `end`. */
export function findRepeated(scan: Scan, end: number): void {
  repeated.lastIndex = end
  const match = repeated.exec(scan.text)
  const range = match?.indices?.[1]
  if (range === undefined || isPlaceholder(match![1]!) || (scan.inString && match![0].includes('"'))) return
  scan.addLater('password', range[0], range[1])
}

/** Is it the name under which they print it? */
export const isInputName = (text: string, start: number, end: number): boolean =>
  end - start === name.length && text.startsWith(name, start)

/** The rule of the field whose value is printed, or undefined. */
export function inputRule({ text, keyStart, keyEnd, policy }: Scan): KeyRule | undefined {
  if (!isInputName(text, keyStart, keyEnd) || !isQuote(text.charCodeAt(keyEnd + 1))) return undefined
  const path = field.exec(text.slice(Math.max(0, keyStart - MAX_BEFORE), keyStart))?.[1]
  return path === undefined ? undefined : policy.keys.lookup(path, 0, path.length)
}
