/** `s:8:"password";s:6:"secret";`: pairs as PHP's `serialize` writes them. https://www.php.net/manual/en/function.serialize.php */
import type { Scan } from '../scan.ts'
import { addOwnPair } from './own-pairs.ts'

/** Is this the type of a string? */
export const isStringType = (text: string, start: number, end: number): boolean =>
  end - start === 1 && text.charCodeAt(start) === 115

const pair = /:\d{1,3}:"([\w.-]{2,64})";s:\d{1,5}:"([^"\\\n]{1,4096})";/dy

/** At the colon behind the type of a name. What its value holds is recorded for later: both are strings in quotes. */
export function findSerialized(scan: Scan, at: number): void {
  if (scan.inString || scan.keyQuote !== 0) return
  pair.lastIndex = at
  const match = pair.exec(scan.text)
  if (match !== null) addOwnPair(scan, match[1]!, ...match.indices![2]!)
}
