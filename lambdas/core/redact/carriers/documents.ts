/** `{"type": "passport", "number": "x"}`, `document_type=passport document_number=x`: papers by the value of a key and the number beside it. */
import { maskEnd } from '../masks.ts'
import { isPlausible } from '../plausible.ts'
import type { Scan } from '../scan.ts'

const kind = /(?:^|[\s,;{("'&?])(?:[a-z]{2,10}[_-]?)?(?:type|kind|document)["']?\s{0,4}[=:]>?\s{0,4}["']?$/i
const name = `["']?(?:(?:[dD]ocument|DOCUMENT|[dD]oc|DOC|[iI]d|ID|[iI]dentification|[iI]dentity)[_-]?)?(?:[nN]umber|NUMBER|[nN]o|[nN]um|[vV]alue)["']?\\s{0,4}[=:]>?\\s{0,4}`
const number = `(["']?)([A-Z0-9](?:-?[A-Z0-9]){4,17})`
const behind = new RegExp(`["']?[\\s,;&]{1,12}${name}${number}\\1(?![\\w-])`, 'dy')
const ahead = new RegExp(
  `(?:^|[\\s,;{("'&?])${name}${number}\\1[\\s,;&]{1,12}["']?(?:[A-Za-z]{2,10}[_-]?)?(?:[tT]ype|TYPE|[kK]ind|[dD]ocument)["']?\\s{0,4}[=:]>?\\s{0,4}["']?$`,
  'd',
)
const MAX_BEFORE = 96

/** At a word for a paper: is it the value of a key for kinds, with a number beside it? */
export function findDocument(scan: Scan, detector: string, start: number, end: number): void {
  const { text } = scan
  const from = Math.max(scan.floor, start - MAX_BEFORE)
  const before = text.slice(from, start)
  if (!kind.test(before)) return
  behind.lastIndex = end
  addNumber(scan, detector, behind.exec(text)?.indices?.[2], 0)
  addNumber(scan, detector, ahead.exec(before)?.indices?.[2], from)
}

function addNumber(scan: Scan, detector: string, range: [number, number] | undefined, offset: number): void {
  if (range === undefined) return
  const from = range[0] + offset
  const to = range[1] + offset
  const value = scan.text.slice(from, to)
  if (maskEnd(scan.text, from) > from || !/\d{3}/.test(value) || !isPlausible('identifier', value, true))
    return
  scan.addLater(detector, from, to)
}
