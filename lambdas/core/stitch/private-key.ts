/** Private keys in PEM, OpenSSH and PGP form: lines that mean nothing one by one, and must be redacted together. */
import { complete } from './blocks.ts'
import type { Rules } from './rules.ts'

const begins = /-{4,5} ?BEGIN [A-Z0-9 ]{0,80}(?:PRIVATE KEY|KEY-BLOCK)/
const ends = /-{4,5} ?END [A-Z0-9 ]{0,80}(?:PRIVATE KEY|KEY-BLOCK)/
/** Base64, headers such as `Proc-Type: 4,ENCRYPTED`, written line feeds. https://www.rfc-editor.org/rfc/rfc7468 */
const material = /^[A-Za-z0-9+/=,:.\s\\-]*$/

/** Whether a private key begins in this text and does not end in it. */
export const opensKey = (text: string): boolean => {
  if (!text.includes('BEGIN ')) return false
  const begin = text.search(begins)
  return begin >= 0 && !ends.test(text.slice(begin))
}

/** Whether a key that has begun goes on after this line of it. */
export const keyGoesOn = (line: string): boolean => !ends.test(line) && material.test(line)

export const privateKey: Rules = {
  name: 'private_key',
  unfinished: true,
  next: (line) => {
    if (ends.test(line)) return complete
    return material.test(line) ? privateKey : undefined
  },
}
