/** The arguments of a command as a shell, or a list of strings, writes them. */
import type { Scan } from '../scan.ts'

export interface Argument {
  readonly start: number
  readonly end: number
  readonly value: string
}

/** Longest command looked at, and how many arguments of it. */
const MAX_LENGTH = 1024
const MAX_ARGUMENTS = 48

/** From `at` to the end of the command: the line's end, a bar, a semicolon, the quote of the string around it. */
export function argumentsFrom(scan: Scan, at: number): readonly Argument[] {
  const { text } = scan
  const limit = Math.min(text.length, at + MAX_LENGTH)
  const found: Argument[] = []
  let i = at
  while (i < limit && found.length < MAX_ARGUMENTS) {
    const code = text.charCodeAt(i)
    if (code === 32 || code === 9) i++
    else if (isListGap(text, i)) i = listGapEnd(text, i)
    else if (
      code < 32 ||
      code === 124 ||
      code === 59 ||
      (code === 38 && text.charCodeAt(i + 1) === 38) ||
      code === 41 ||
      code === 93
    )
      break
    else if (code === 92 && text.charCodeAt(i + 1) === 10) i += 2
    else if (code === 34 && scan.inString) break
    else {
      const next = readArgument(text, i, limit, scan.inString)
      if (next === undefined) break
      found.push(next)
      i = next.end + (text.charCodeAt(next.end) === text.charCodeAt(next.start - 1) && next.start > i ? 1 : 0)
    }
  }
  return found
}

/** `", "` between two strings of a list. */
const isListGap = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return (
    (code === 34 || code === 39) &&
    text.charCodeAt(at + 1) === 44 &&
    isSign(text.charCodeAt(text.charCodeAt(at + 2) === 32 ? at + 3 : at + 2))
  )
}

const isSign = (code: number): boolean => code === 34 || code === 39

const listGapEnd = (text: string, at: number): number => at + (text.charCodeAt(at + 2) === 32 ? 4 : 3)

function readArgument(text: string, at: number, limit: number, inString: boolean): Argument | undefined {
  const quote = text.charCodeAt(at)
  if (quote === 34 || quote === 39) {
    const close = text.indexOf(quote === 34 ? '"' : "'", at + 1)
    if (close < 0 || close > limit) return undefined
    return { start: at + 1, end: close, value: text.slice(at + 1, close) }
  }
  let end = at
  while (end < limit && !isEnd(text, end, inString)) end++
  return end === at ? undefined : { start: at, end, value: text.slice(at, end) }
}

const isEnd = (text: string, at: number, inString: boolean): boolean => {
  const code = text.charCodeAt(at)
  if (code <= 32 || code === 124 || code === 34) return true
  if (code === 39) return isListGap(text, at) || text.charCodeAt(at + 1) <= 32 || at + 1 >= text.length
  if (code === 59) return text.charCodeAt(at + 1) <= 32 || at + 1 >= text.length
  return (code === 41 && !(text.charCodeAt(at + 1) > 32)) || (inString && code === 92)
}
