/** Who logs in and with what, in sentences: `default credentials admin/x`, `with OAuth x`. */
import { isRandom } from '../generated.ts'
import { isPlaceholder } from '../placeholders.ts'
import { type Finder, forWords } from './finder.ts'

const loginPair =
  /(?: (?:are|is|were|of))?:? ["'`]?(?:admin|administrator|root|user|guest|test|operator|support|sa|postgres|oracle|ubuntu|pi|demo)[/:]([^\s"'`,;/)]{4,64})(?![\w/])/diy

const credentialsFor = / for ["']?[^\s"']{1,96}["']?: ["']([^\s"']{4,128})["']/dy

/** `default credentials admin/x`, `bad credentials for 'ana': 'x'`. */
const findLoginPair: Finder = (scan, start, end) => {
  const pattern = scan.text.startsWith(' for ', end) ? credentialsFor : loginPair
  pattern.lastIndex = end
  const match = pattern.exec(scan.text)
  const range = match?.indices?.[1]
  if (range === undefined || isPlaceholder(match![1]!) || !/\d|[^\w]/.test(match![1]!)) return start
  scan.addLater('password', range[0], range[1])
  return start
}

const afterOauth = / ([\w.~+/-]{24,2048}=*)(?![\w=])/dy

/** `with OAuth x`: what looks generated, with letters of both cases and digits. */
const findOauth: Finder = (scan, start, end) => {
  afterOauth.lastIndex = end
  const match = afterOauth.exec(scan.text)
  const range = match?.indices?.[1]
  if (range === undefined || !/[a-z]/.test(match![1]!) || !/[A-Z]/.test(match![1]!) || !isRandom(match![1]!))
    return start
  return Math.max(start, scan.add('bearer_token', range[0], range[1]))
}

export const loginFinders: Readonly<Record<string, Finder>> = {
  ...forWords('credentials creds', findLoginPair),
  oauth: findOauth,
}
