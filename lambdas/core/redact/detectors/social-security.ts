import { ALNUM, DIGIT, is } from '../chars.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'

export const ssnInfo: DetectorInfo = {
  name: 'us_ssn',
  what: 'US social security numbers written with dashes (or without, under a key that says so)',
  example: '536-22-8726',
  source: 'https://www.ssa.gov/employer/randomization.html',
  check:
    'area is not 000, 666 or 9xx (but 9xx in the ranges of taxpayer numbers), group not 00, serial not 0000; numbers of parts, models and ranges are left',
}

/** At three digits and a dash. */
export function findSsn(scan: Scan, start: number): number {
  const { text } = scan
  const end = start + 11
  if (
    text.charCodeAt(start + 6) !== 45 ||
    !areDigits(text, start + 4, start + 6) ||
    !areDigits(text, start + 7, end)
  )
    return start
  if (is(text, end, ALNUM) || (text.charCodeAt(end) === 45 && is(text, end + 1, ALNUM))) return start
  if (scan.before(start) === 45 && is(text, start - 2, ALNUM)) return start
  return isSsn(text.slice(start, end)) && !isOfThing(text, start) ? scan.add('us_ssn', start, end) : start
}

/** `part no. 411-84-1204`, `range 100-20-3000`: things are numbered so too. */
const things =
  /\b(?:part|sku|item|article|model|range|lot|catalog(?:ue)?|shelf|bin|page|revision|drawing|stock)(?:[ _-]?(?:no|nr|num|number|code)\.?|[.#])?["']?[ :=#]{1,3}["']?$/i
const isOfThing = (text: string, start: number): boolean =>
  things.test(text.slice(Math.max(0, start - 24), start))

const areDigits = (text: string, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) if (!is(text, i, DIGIT)) return false
  return true
}

export const isSsn = (number: string): boolean =>
  /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(number) ||
  /^9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}$/.test(number)
