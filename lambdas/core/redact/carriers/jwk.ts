/** The private members of a JSON Web Key: `{"kty":"EC",…,"d":"x"}`. https://www.rfc-editor.org/rfc/rfc7518#section-6 */
import type { KeyRule } from '../keys.ts'
import type { Scan } from '../scan.ts'

const member = /^(?:d|p|q|dp|dq|qi|k)$/
const value = /"\s{0,4}:\s{0,4}"[\w-]{20,2048}"/y
/** How far from it the type of the key may stand: the other members are as long. */
const MAX_BESIDE = 4096
const PRIVATE: KeyRule = { detector: 'private_key', kind: 'any' }

/** Is it one of these names? */
export const isKeyMember = (text: string, start: number, end: number): boolean =>
  end - start < 3 && member.test(text.slice(start, end))

/** The rule of such a member in an object that says what type of key it is, or undefined. */
export function jwkRule({ text, keyStart, keyEnd, keyQuote }: Scan): KeyRule | undefined {
  if (keyQuote !== 34 || !isKeyMember(text, keyStart, keyEnd)) return undefined
  value.lastIndex = keyEnd
  if (!value.test(text)) return undefined
  const before = text.slice(Math.max(0, keyStart - MAX_BESIDE), keyStart)
  const after = text.slice(keyEnd, keyEnd + MAX_BESIDE)
  const isKey =
    before.slice(before.lastIndexOf('{') + 1).includes('"kty"') || after.split('}', 1)[0]!.includes('"kty"')
  return isKey ? PRIVATE : undefined
}
