/** Members of JSON objects whose names and values say nothing: from one to the next in one go, as the walk would. */
import { plainKeyEnd } from './keys'
import { at, CLASS, ALNUM, DIGIT, digitsEnd, TEXT, wordEnd } from './memory'
import { atNumber } from './numbers'
import { hold, valueEnd } from './stops'
import { atWord } from './words'

/** From the value behind a name on: where something else begins. */
export function membersEnd(value: i32): i32 {
  let i = value
  while (true) {
    const end = at(i) == 32 ? afterValue(i + 1) : afterValue(i)
    if (end < 0) return -end
    const quote = nextName(end)
    if (at(quote) != 34 || at(quote + 1) == 123) return quote
    const name = plainKeyEnd(quote + 1)
    if (name < 0) return quote
    hold(quote)
    i = name + 2
  }
}

/** Behind the value, or behind `{`; where the walk has to go on is less than zero. */
// @ts-ignore: decorator
@inline
function afterValue(start: i32): i32 {
  const code = at(start)
  if (code == 34) return valueEnd(start)
  if (code == 123) return start
  const kind = load<u8>(CLASS + <usize>code)
  if ((kind & DIGIT) != 0) return numberEnd(start)
  if ((kind & ALNUM) == 0) return -start
  const end = wordEnd(start)
  if (at(end) == 45 || at(end) == 61) return -start
  atWord(start, end)
  return end
}

/** `690`, `690.13`. */
// @ts-ignore: decorator
@inline
function numberEnd(start: i32): i32 {
  let from = start
  while (true) {
    const end = wordEnd(from)
    if (at(end) == 45) return -from
    atNumber(from, digitsEnd(from), end)
    if (at(end) != 46 || (load<u8>(CLASS + <usize>at(end + 1)) & DIGIT) == 0) return end
    from = end + 1
  }
}

/** The quote of the next name, behind `,`, `{` and closed objects. */
// @ts-ignore: decorator
@inline
function nextName(end: i32): i32 {
  let i = end
  while (at(i) == 125) i++
  if (at(i) != 44 && at(i) != 123) return i
  return at(i + 1) == 32 ? i + 2 : i + 1
}
