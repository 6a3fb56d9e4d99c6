/** Records that go on by their shape: indented lines, braces that stay open, SQL statements. */
import { isBlank, isIndented, type Rules } from './rules.ts'

const lastCode = (line: string): number => {
  let end = line.length - 1
  while (end > 0 && line.charCodeAt(end) <= 32) end--
  return line.charCodeAt(end)
}

/** The line ends with `{`, `[` or `(`: lines up to the closing one belong to it. */
export const opensBlock = (line: string): boolean => {
  const code = lastCode(line)
  return code === 123 || code === 91
}

const isCloser = (line: string): boolean => {
  const code = line.charCodeAt(0)
  return code === 125 || code === 93
}

export const block: Rules = {
  name: 'block',
  unfinished: true,
  next: (line) => {
    if (isCloser(line)) return opensBlock(line) ? block : plain
    return isIndented(line) || isBlank(line) ? block : undefined
  },
}

const statement = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER)\b/
const clause =
  /^(?:FROM|WHERE|AND|OR|SET|VALUES|GROUP BY|ORDER BY|HAVING|LIMIT|OFFSET|RETURNING|UNION|ON|(?:(?:LEFT|RIGHT|FULL|INNER|OUTER|CROSS) )*JOIN|INTO|SELECT|DETAIL:|HINT:)\b/

/** Whether a line can be the first of an SQL statement that goes on. */
export const opensSql = (line: string): boolean =>
  statement.test(line.length > 2000 ? line.slice(0, 2000) : line)
/** Whether a line is a clause of a statement, in capitals as query builders print it. */
export const isClause = (line: string): boolean => clause.test(line.slice(0, 30))

export const sql: Rules = {
  name: 'sql',
  unfinished: false,
  next: (line) => (isClause(line) || (isIndented(line) && !isBlank(line)) ? sql : undefined),
}

/** ` * Running on …`: Flask's list, each item a line of its own. */
const isBullet = (line: string): boolean => line.startsWith(' * ')

/** Any line: indented lines belong to it. */
export const plain: Rules = {
  name: 'plain',
  unfinished: false,
  next: (line) => (isIndented(line) && !isBlank(line) && !isBullet(line) ? plain : undefined),
}

const julLine = /^[A-Z][a-z]{2} \d{1,2}, \d{4},? \d{1,2}:\d\d:\d\d [AP]M /
/** java.util.logging's first line: time, class and method. The level and the message follow on the next. */
export const opensJul = (line: string): boolean =>
  line.length > 24 && line.charCodeAt(3) === 32 && julLine.test(line.slice(0, 40))

export const julHead: Rules = {
  name: 'jul',
  unfinished: true,
  next: (line) => (/^[A-Z]{4,7}: /.test(line.slice(0, 10)) ? plain : undefined),
}

/** A record that is complete in itself: one JSON object, one platform line. */
export const complete: Rules = { name: 'complete', unfinished: false, next: () => undefined }
