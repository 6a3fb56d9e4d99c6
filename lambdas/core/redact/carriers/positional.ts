/** Functions that take a user's name and password by their places: `new PDO(dsn, user, password)`, `mysqli_connect(host, user, password)`. */
import { isPlaceholder } from '../placeholders.ts'
import { isReference } from '../references.ts'
import type { Scan } from '../scan.ts'
import { type Finder, forWords } from './finder.ts'

const argument = `(?:'[^'\\n]{0,256}'|"[^"\\n]{0,256}"|[^,()'"\\n]{1,128})`
/** What may stand between the word and its bracket, then two arguments, then the third in quotes. */
const third = new RegExp(
  `(?:_p?connect|_real_connect|_bind|_open|_login|_auth_password|(?:->|::)(?:__construct|real_connect|connect))?\\(\\s*(?:Object\\([\\w\\\\]{1,64}\\), ?)?${argument}\\s*,\\s*${argument}\\s*,\\s*(['"])([^'"\\n]{3,256})\\1`,
  'dy',
)

/** Where the password is the third: PHP's connections to databases, directories and mail, and `DriverManager.getConnection`. */
const findThird: Finder = (scan, start, end) => findArgument(scan, third, start, end)

function findArgument(scan: Scan, pattern: RegExp, start: number, end: number): number {
  pattern.lastIndex = end
  const match = pattern.exec(scan.text)
  const range = match?.indices?.[2]
  if (range === undefined || isPlaceholder(match![2]!) || isReference(match![2]!)) return start
  if (scan.inString && match![1] === '"') return start
  scan.addLater('password', range[0], range[1])
  return start
}

const second = new RegExp(`_bind(?:_s)?\\(\\s*${argument}\\s*,\\s*(['"])([^'"\\n]{3,256})\\1`, 'dy')

/** `conn.simple_bind_s('uid=app,ou=x', 'secret')` of LDAP. */
const findSecond: Finder = (scan, start, end) => findArgument(scan, second, start, end)

/** `bind_s('uid=app,ou=x', 'secret')`: what is bound to is a name of a directory. */
const secondOfName =
  /(?:_s)?\(\s*(["'])(?:cn|uid|dc|ou|o|mail|userid|samaccountname)=[^"'\n]{0,256}\1\s*,\s*(["'])([^"'\n]{3,256})\2/diy

const findBound: Finder = (scan, start, end) => {
  secondOfName.lastIndex = end
  const match = secondOfName.exec(scan.text)
  const range = match?.indices?.[3]
  if (range === undefined || isPlaceholder(match![3]!) || isReference(match![3]!)) return start
  if (!(scan.inString && match![2] === '"')) scan.addLater('password', range[0], range[1])
  return start
}

export const positionalFinders: Readonly<Record<string, Finder>> = {
  ...forWords(
    'pdo mysqli mysql ldap imap ftp ssh2 odbc getconnection directoryentry opendsobject',
    findThird,
  ),
  simple: findSecond,
  bind: findBound,
}
