/**
 * Persons in segments of HL7 version 2, whose fields are known by their places: `PID|1||123^^^H^MR||DOE^JANE||19800101|F|||1 Elm St^^Leeds||0113…`.
 * https://hl7-definition.caristix.com/v2/HL7v2.5/Segments/PID
 */
import { isPlaceholder } from '../placeholders.ts'
import { isPlausible } from '../plausible.ts'
import type { Scan } from '../scan.ts'
import { type Finder, forWords } from './finder.ts'

/** What the fields of a segment hold, by their numbers. */
type Places = Readonly<Record<number, string>>

const segments: Readonly<Record<string, Places>> = {
  pid: {
    5: 'person_name',
    6: 'person_name',
    7: 'date_of_birth',
    9: 'person_name',
    11: 'address',
    13: 'phone',
    14: 'phone',
    19: 'us_ssn',
    20: 'driver_license',
  },
  nk1: { 2: 'person_name', 4: 'address', 5: 'phone', 6: 'phone' },
  gt1: {
    3: 'person_name',
    5: 'address',
    6: 'phone',
    7: 'phone',
    8: 'date_of_birth',
    12: 'us_ssn',
  },
}

const MAX_SEGMENT = 2048
const segmentEnd = /[\r\n"<]|\\[rnxu]|\s{2,}|(?<=\s)(?=[A-Z][A-Z\d]{2}\|\d?\|)/

/** At the name of a segment: capitals, and fields behind it. */
const findSegment: Finder = (scan, start, end, word) => {
  const { text, measured } = scan
  if (text.charCodeAt(end) !== 124 || start < measured.segmentUntil || !isSegment(scan, start)) return start
  const all = text.slice(end + 1, end + MAX_SEGMENT)
  const last = segmentEnd.exec(all)?.index ?? all.length
  measured.segmentUntil = end + last
  const fields = all.slice(0, last).split('|')
  const places = segments[word]!
  let from = end + 1
  for (const [n, field] of fields.entries()) {
    const detector = places[n + 1]
    if (detector !== undefined && isField(detector, field)) scan.addLater(detector, from, from + field.length)
    from += field.length + 1
  }
  return start
}

/** Nothing of a table: a number or nothing stands first, and names are parted by `^`. */
const isSegment = ({ text }: Scan, start: number): boolean =>
  /^...\|\d{0,3}\|[^\r\n"]{0,256}\^/.test(text.slice(start, start + MAX_SEGMENT))

function isField(detector: string, field: string): boolean {
  if (field.length < 2 || isPlaceholder(field)) return false
  if (detector === 'date_of_birth') return /^(?:19|20)\d{6}/.test(field)
  if (detector === 'phone') return /\d\D{0,2}\d\D{0,2}\d\D{0,2}\d/.test(field)
  if (detector === 'us_ssn') return isPlausible('digits', field, false)
  return detector === 'driver_license' ? /\d{3}/.test(field) : /[\p{L}^]/u.test(field)
}

export const healthFinders: Readonly<Record<string, Finder>> = forWords('pid nk1 gt1', findSegment)
