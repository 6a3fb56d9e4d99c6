/** `{"customer": {"name": "Ann Moore"}}`, `Customer(name=Ann Moore)`: a bare `name` is a person's below a key that says so. */
import { type KeyRule, splitWords } from '../keys.ts'
import type { Scan } from '../scan.ts'

/** `"customer": {`, and `Customer(` or `User{` of a program's own dump. */
const parent = /(?:["'](\p{L}[\w-]{1,39})["']\s*:\s*|\b([a-z][\w-]{1,39})=|(?:^|[^\w.])([A-Z]\w{1,39}))$/u
/** How far before `name` the object may begin, and how far before that its key. */
const MAX_OBJECT = 256
const MAX_PARENT = 48

const persons = new Set(
  `user customer client patient debtor creditor recipient employee contact member cardholder card holder owner buyer seller guest passenger payer payee
  beneficiary applicant student sender person subscriber resident tenant author shipping billing kunde client cliente usuario utilisateur`.split(
    /\s+/,
  ),
)
const nameKey = /^(?:name|holder)$/i
const FULL_NAME: KeyRule = { detector: 'person_name', kind: 'full_name' }

/**
 * The rule for a `name` or `holder` whose object stands below the key of a person, or undefined. What it finds must look like
 * two names (`Ann Moore`): users of databases and machines have names too.
 */
export function personRule({ text, keyStart, keyEnd, keyQuote }: Scan): KeyRule | undefined {
  const length = keyEnd - keyStart
  if ((length !== 4 && length !== 6) || !nameKey.test(text.slice(keyStart, keyEnd))) return undefined
  const before = text.slice(Math.max(0, keyStart - MAX_OBJECT - MAX_PARENT), keyStart)
  const isDump = keyQuote === 0
  const open = isDump ? Math.max(before.lastIndexOf('{'), before.lastIndexOf('(')) : before.lastIndexOf('{')
  if (open < 4 || before.includes(before[open] === '{' ? '}' : ')', open)) return undefined
  const match = parent.exec(before.slice(Math.max(0, open - MAX_PARENT), open))
  const words = match === null ? [] : splitWords(match[1] ?? match[2] ?? match[3]!)
  const last = /^(?:details|info|data|address|profile)$/.test(words.at(-1) ?? '')
    ? words.at(-2)
    : words.at(-1)
  return last !== undefined && (persons.has(last) || /^(?:ship|bill|deliver)to$/.test(words.join('')))
    ? FULL_NAME
    : undefined
}
