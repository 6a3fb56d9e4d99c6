/** Keys and passwords that SQL functions take: `pgp_sym_decrypt(x, 'key')`, `AES_ENCRYPT(x, 'key')`, `crypt('secret', …)`, `PASSWORD('secret')`. */
import type { Finder } from './finder.ts'
import { forWords } from './finder.ts'

const second = /(?:_\w+)?\s*\((?:[^'"(),]|\([^()]{0,64}\)|'[^'\n]{0,64}'){1,64},\s*'([^'\n]{1,256})'/diy
const first = /\s*\(\s*'([^'\n]{1,256})'/dy

const findKeyArgument: Finder = (scan, start, end) => {
  second.lastIndex = end
  const range = second.exec(scan.text)?.indices?.[1]
  if (range !== undefined && !/^[?:$]/.test(scan.text.slice(range[0], range[1])))
    scan.addLater('secret', range[0], range[1])
  return start
}

const findFirstArgument: Finder = (scan, start, end) => {
  first.lastIndex = end
  const range = first.exec(scan.text)?.indices?.[1]
  if (range !== undefined && !/^[?:$]/.test(scan.text.slice(range[0], range[1])))
    scan.addLater('password', range[0], range[1])
  return start
}

const login = /\s+(?:@\w{1,16}\s*=\s*)?N?'[^'\n]{0,128}'\s*,\s*(?:@\w{1,16}\s*=\s*)?N?'([^'\n]{3,128})'/dy

/** `EXEC sp_addlogin 'user', 'x'`. https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-addlogin-transact-sql */
const findLogin: Finder = (scan, start, end) => {
  login.lastIndex = end
  const range = login.exec(scan.text)?.indices?.[1]
  return range === undefined ? start : Math.max(start, scan.add('password', range[0], range[1]))
}

export const sqlFinders: Readonly<Record<string, Finder>> = {
  ...forWords('pgp aes des sm4', findKeyArgument),
  addlogin: findLogin,
  ...forWords('crypt encryptbypassphrase decryptbypassphrase', findFirstArgument),
}
