/** What stands before a place in a text, and how it will read when what was found there is masked. */
import { maskOf } from '../masks.ts'
import type { Scan } from '../scan.ts'

/**
 * Does the pattern match in the `size` characters before `index`? Asked of the text as it is, and as it will be with masks in it: what is
 * seen there the second time is seen the first time too.
 */
export const isBefore = (scan: Scan, pattern: RegExp, index: number, size: number): boolean =>
  pattern.test(scan.text.slice(Math.max(0, index - size), index)) ||
  (hasFound(scan, index - size) && pattern.test(maskedBefore(scan, index, size)))

/** The `size` characters before `index`; both readings when they are two. */
export function readingsBefore(scan: Scan, index: number, size: number): readonly string[] {
  const plain = scan.text.slice(Math.max(0, index - size), index)
  return hasFound(scan, index - size) ? [plain, maskedBefore(scan, index, size)] : [plain]
}

const hasFound = ({ found }: Scan, from: number): boolean => found.length > 0 && found.at(-1)!.end > from

function maskedBefore({ text, found }: Scan, index: number, size: number): string {
  let read = ''
  let end = index
  for (let n = found.length - 1; n >= 0 && read.length + end - found[n]!.end < size; n--) {
    const one = found[n]!
    if (one.end > end) continue
    read = maskOf(one.detector) + text.slice(one.end, end) + read
    end = one.start
  }
  return (text.slice(Math.max(0, end + read.length - size), end) + read).slice(-size)
}
