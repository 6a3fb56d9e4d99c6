/** Secrets in fields that formats number or shorten: `WIFI:S:x;P:y;;` of QR codes, tags 554 and 925 of FIX. */
import { isPlaceholder } from '../placeholders.ts'
import type { Scan } from '../scan.ts'
import type { Finder } from './finder.ts'

const network = /:(?:[TSHEAI]:[^;"\n]{0,96};){1,4}P:((?:[^\\;"\n]|\\[^"\n]){4,63});/dy

/** `WIFI:T:WPA;S:guests;P:x;;`. https://github.com/zxing/zxing/wiki/Barcode-Contents#wi-fi-network-config-android-ios-11 */
const findNetwork: Finder = (scan, start, end) => {
  network.lastIndex = end
  const range = network.exec(scan.text)?.indices?.[1]
  return range === undefined ? start : addField(scan, range[0], range[1], start)
}

/** Between two fields: the control character, or as it is printed. */
const field = /(?:[\x01|;^]|\\u0001|\\x01|<SOH>)(?:554|925)=([^\x01|;^\\<\s"]{3,64})/dg
const MAX_MESSAGE = 1024

/** `8=FIX.4.4|35=A|…|554=x|`: Password and NewPassword of a logon. https://www.onixs.biz/fix-dictionary/4.4/tagnum_554.html */
const findLogon: Finder = (scan, start, end) => {
  const { text } = scan
  if (!text.startsWith('8=', start - 2)) return start
  const from = Math.max(end, scan.measured.fieldsUntil)
  const last = end + MAX_MESSAGE
  scan.measured.fieldsUntil = last
  for (const { indices } of text.slice(from, last).matchAll(field))
    addField(scan, from + indices![1]![0], from + indices![1]![1], start)
  return start
}

function addField(scan: Scan, from: number, to: number, start: number): number {
  if (!isPlaceholder(scan.text.slice(from, to))) scan.addLater('password', from, to)
  return start
}

export const fieldFinders: Readonly<Record<string, Finder>> = {
  wifi: findNetwork,
  fix: findLogon,
  fixt: findLogon,
}
