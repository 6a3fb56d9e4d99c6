/** Brackets at the end of a value without quotes: those that were not opened in it belong to the text around it. */
import type { Scan } from '../scan.ts'

/** The pairs, each with its own sum. */
const PAIRS = ['()', '[]', '{}', '<>'] as const
const KINDS = PAIRS.length
/** For each bracket which pair it is of, from 1 on; 0 for other characters. */
const KIND = new Uint8Array(128)
/** 1 for one that opens, -1 for one that closes. */
const STEP = new Int8Array(128)
PAIRS.forEach((pair, kind) => {
  for (const [at, step] of [1, -1].entries()) {
    KIND[pair.charCodeAt(at)] = kind + 1
    STEP[pair.charCodeAt(at)] = step
  }
})

/** Brackets are counted so far back. */
const REACH = 512
/** So much of the end may be left to the text around. */
export const MOST_LEFT = 8
/** What is shorter is counted as it comes. */
const SHORT = 48

export const isClosing = (code: number): boolean => code < 128 && STEP[code] === -1

/** Is the closing bracket before `last` opened in `[start, last)`? The run that it ends was measured last. */
export function isOpened(scan: Scan, start: number, last: number): boolean {
  const { text, runStart, runEnd } = scan
  const kind = KIND[text.charCodeAt(last - 1)]!
  const from = Math.max(start, last - REACH)
  if (last - from < SHORT) return countOf(text, kind, from, last) >= 0
  const sums = sumsOf(scan)
  const base = Math.max(runStart, runEnd - REACH - MOST_LEFT)
  return sums[(last - base) * KINDS + kind - 1]! >= sums[(from - base) * KINDS + kind - 1]!
}

function countOf(text: string, kind: number, from: number, end: number): number {
  let open = 0
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code < 128 && KIND[code] === kind) open += STEP[code]!
  }
  return open
}

/** For each place at the end of the run, how many brackets of each pair are open: counted once, however many values end there. */
function sumsOf(scan: Scan): Int16Array {
  const { text, runStart, runEnd, measured } = scan
  if (measured.sums !== undefined && measured.sumsEnd === runEnd && measured.sumsStart === runStart)
    return measured.sums
  const sums = measured.sums ?? new Int16Array((REACH + MOST_LEFT + 1) * KINDS)
  const base = Math.max(runStart, runEnd - REACH - MOST_LEFT)
  sums.fill(0, 0, KINDS)
  for (let i = base, at = 0; i < runEnd; i++, at += KINDS) {
    for (let kind = at; kind < at + KINDS; kind++) sums[kind + KINDS] = sums[kind]!
    const code = text.charCodeAt(i)
    if (code < 128 && KIND[code] !== 0) sums[at + KINDS + KIND[code]! - 1]! += STEP[code]!
  }
  measured.sums = sums
  measured.sumsStart = runStart
  measured.sumsEnd = runEnd
  return sums
}
