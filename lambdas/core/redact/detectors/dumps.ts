/** Numbers that stand in rows of others: the bytes of a dump, the columns of a table of counters. */
import { DIGIT, is } from '../chars.ts'

/** Its offset, as `tcpdump -x` and `xxd` print it, and the words of four hexadecimal digits before the number. */
const rowBefore = /(?:^|\s)(?:0x[0-9a-f]{4,8}|[0-9a-f]{8}): {1,2}((?:[0-9a-f]{4} ){0,7})$/
const rowAfter = /^ [0-9a-f]{4}(?![\w-])/

/** `0x0130:  206a 6433 3830 2065 3233`: is `[start, end)` a part of such a row? Of the row there is more than the number. */
export function isDumped(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start - 1) !== 32) return false
  const row = rowBefore.exec(text.slice(Math.max(0, start - 60), start))
  return row !== null && (row[1] !== '' || rowAfter.test(text.slice(end, end + 6)))
}

/** `b420: 2030633330663536 6631303233303564 …`: eight bytes among others, in a dump of the memory. */
export const isWordOfMemory = (text: string, start: number, end: number): boolean =>
  wordBefore.test(text.slice(Math.max(0, start - 18), start)) || wordAfter.test(text.slice(end, end + 18))

const wordBefore = /(?:^|[^\da-z])(?=[\da-f]{0,15}[a-f]|[017])[\da-f]{16} $/i
const wordAfter = /^ (?=[\da-f]{0,15}[a-f]|[017])[\da-f]{16}(?![\da-z])/i

/** ` 812 54268236 75192918  2443`: another number in the column before or behind. */
export const isInColumns = (text: string, start: number, end: number): boolean =>
  (text.charCodeAt(start - 1) === 32 && (text.charCodeAt(start - 2) === 32 || is(text, start - 2, DIGIT))) ||
  (text.charCodeAt(end) === 32 && (text.charCodeAt(end + 1) === 32 || is(text, end + 1, DIGIT)))
