/** Text inside text: strings with escapes, percent-encoding, XML entities, colours. It is scanned as what it says, and changed as it stands. */
import { findCutPair } from './carriers/key-value.ts'
import { terminalView } from './carriers/terminal.ts'
import { entityAt, entityView, percentView, unescapeView, type View } from './carriers/views.ts'
import { HEX, is } from './chars.ts'
import type { Found } from './found.ts'
import type { Scan } from './scan.ts'

/** Layers of encoding that are taken off. What has more is hidden on purpose, and goes as a whole. */
const MAX_DEPTH = 8

/** At a percent sign. */
export function atPercent(scan: Scan, at: number): number {
  if (at >= scan.viewedUntil && is(scan.text, at + 1, HEX) && is(scan.text, at + 2, HEX))
    lookInto(scan, at, percentView, '%22')
  return at + 1
}

/** At an ampersand. */
export function atAmpersand(scan: Scan, at: number): number {
  if (at >= scan.viewedUntil && hasSemicolon(scan.text, at) && entityAt(scan.text, at) !== undefined)
    lookInto(scan, at, entityView, '&quot;')
  return at + 1
}

/** Entities are three to seven characters and a semicolon. */
const hasSemicolon = (text: string, at: number): boolean => {
  for (let i = at + 3; i < at + 8; i++) if (text.charCodeAt(i) === 59) return true
  return false
}

/** Scans the run of characters around `at` with its encoding taken off. */
function lookInto(
  scan: Scan,
  at: number,
  decode: (text: string, start: number, end: number) => View | undefined,
  quote: string,
): void {
  const { text } = scan
  const limit = Math.max(scan.viewedUntil, at - 4096)
  let start = at
  while (start > limit && !isRunEnd(text.charCodeAt(start - 1))) start--
  let end = at
  while (end < text.length && !isRunEnd(text.charCodeAt(end))) end++
  scan.viewedUntil = end
  const view = decode(text, start, end)
  if (view === undefined) return
  if (scan.depth >= MAX_DEPTH) scan.add('unprocessable', start, end)
  else for (const found of findIn(scan, view, (inner) => inner.replaceAll('"', quote))) scan.takeAhead(found)
}

const isRunEnd = (code: number): boolean => code === 10 || code === 34 || code === 92

/**
 * A string with escapes is read again from its beginning with the escapes taken off; what was found in it so far is
 * forgotten. Outside strings the same is done up to the next quote or line feed.
 */
export function atBackslash(scan: Scan, at: number): number {
  const { text, inString } = scan
  if (at < scan.plainUntil) return at + 1
  const start = inString ? scan.stringStart : regionStart(scan, at)
  const end = textEnd(text, at, inString)
  const view = unescapeView(text, start, end)
  if (view === undefined) {
    scan.plainUntil = end
    return at + 1
  }
  if (inString) scan.forget(start)
  if (scan.depth >= MAX_DEPTH) scan.add('unprocessable', start, end)
  else for (const found of findIn(scan, view, (inner) => inner.replace(/[\\"]/g, '\\$&'))) scan.take(found)
  scan.settle(end)
  scan.escapedUntil = end
  if (inString || text.charCodeAt(end) !== 34) return end
  return scan.settle(findCutPair(scan, afterFindings(scan, view), end))
}

/** The end of a view, from the last finding in it on. */
function afterFindings({ found }: Scan, view: View): string {
  const { text } = view
  const settled = found.length > 0 ? found.at(-1)!.end : 0
  let start = Math.max(0, text.length - 192)
  while (start < text.length && view.originOf(start) < settled) start++
  return text.slice(start)
}

/** At the first control sequence of a terminal: the whole text is read again without them. What ends before one leaves it. */
export function atTerminal(scan: Scan, at: number): number {
  const { text } = scan
  if (scan.measured.isColourless) return at + 1
  const view = terminalView(text)
  if (view === undefined) {
    scan.measured.isColourless = true
    return at + 1
  }
  scan.forget(0)
  if (scan.depth >= MAX_DEPTH) scan.add('unprocessable', 0, text.length)
  else
    for (const found of scan.scanInner(view.text)) {
      found.start = view.originOf(found.start)
      found.end = found.end > 0 ? view.originOf(found.end - 1) + 1 : 0
      scan.take(found)
    }
  return scan.settle(text.length)
}

function regionStart(scan: Scan, at: number): number {
  const limit = Math.max(scan.floor, scan.stringStart, at - 1024)
  let start = at
  while (start > limit && scan.text.charCodeAt(start - 1) !== 10) start--
  return start
}

/** The next quote without a backslash; outside strings a line feed ends it too. */
function textEnd(text: string, at: number, inString: boolean): number {
  let i = at
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 34 || (code === 10 && !inString)) return i
    i++
  }
  return text.length
}

/** Nothing secret is shorter than this with its key. */
const SHORTEST = 5

/** What is found in a view, where it stands in the original. */
function findIn(scan: Scan, view: View, encode: (quote: string) => string): readonly Found[] {
  if (view.text.length < SHORTEST) return []
  const inner = scan.scanInner(view.text)
  for (const found of inner) {
    found.start = view.originOf(found.start)
    found.end = view.originOf(found.end)
    found.quote = found.quote && encode(found.quote)
  }
  return inner
}
