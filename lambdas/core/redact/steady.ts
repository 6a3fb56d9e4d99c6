/**
 * Redacting twice is redacting once. What stands beside a mask may read in another way than beside what was masked: a quote that was
 * swallowed no longer opens a string, a sentence that held a number holds none. So the masked text is looked at again, until nothing more
 * is found in it; what is found then is found in the text itself.
 */
import type { Actions } from './actions.ts'
import { compose } from './compose.ts'
import { MOST_DOUBTED } from './doubts.ts'
import { type Found, merge } from './found.ts'
import type { Policy } from './policy.ts'
import { scanListed, scanText } from './scanner.ts'

export interface Steady {
  readonly found: readonly Found[]
  /** The text with masks in it. */
  readonly masked: string
}

/** More than four were never needed; each costs the time of the first one. */
const MOST_LOOKS = 8

/** Everything secret in `text`, and the text without it. Where all places said yes at once, there is nothing that could say it the second time. */
export function findSteady(text: string, policy: Policy, actions: Actions): Steady {
  const { mark } = policy.sieve
  return steadyOf(text, policy, actions, mark, policy.sieve.list(text))
}

/** As `findSteady`, of a text whose stops are listed from `mark` on. */
export function steadyOf(
  text: string,
  policy: Policy,
  actions: Actions,
  mark: number,
  stops: number,
): Steady {
  policy.isUnsure = false
  let found = scanListed(text, policy, 0, mark, stops)
  if (found.length === 0) return { found, masked: text }
  let masked = compose(text, found, actions)
  if (!policy.isUnsure || text.length > MOST_DOUBTED) return { found, masked }
  for (let looks = 1; looks < MOST_LOOKS; looks++) {
    const more = scanText(masked, policy)
    if (more.length === 0) break
    found = merge([...found, ...inOriginal(text, found, more, actions)])
    const again = compose(text, found, actions)
    if (again === masked) break
    masked = again
  }
  return { found, masked }
}

/** One that was found, and where what replaces it stands in the masked text. */
interface Placed {
  readonly one: Found
  readonly start: number
  readonly end: number
}

/** What was found in the masked text, as it stands in the text itself. A mask that one of them begins or ends in goes with it whole. */
function inOriginal(
  text: string,
  found: readonly Found[],
  more: readonly Found[],
  actions: Actions,
): readonly Found[] {
  const placed = place(found, actions)
  return more.map((next) => {
    const first = lastBefore(placed, next.start + 1)
    const last = lastBefore(placed, next.end)
    const opened = first !== undefined && next.start < first.end ? first : undefined
    const closed = last !== undefined && next.end < last.end ? last : undefined
    const start = opened?.one.start ?? next.start + shiftAfter(first)
    const end = closed?.one.end ?? next.end + shiftAfter(last)
    const isWhole = first === last && opened === undefined
    return {
      ...next,
      start,
      end,
      value: isWhole ? next.value : text.slice(start, end),
      quote: next.quote || opened?.one.quote || closed?.one.quote || '',
    }
  })
}

function place(found: readonly Found[], actions: Actions): readonly Placed[] {
  let grown = 0
  return found.map((one) => {
    const start = one.start + grown
    const end = start + actions.replacement(one).length
    grown = end - one.end
    return { one, start, end }
  })
}

const shiftAfter = (placed: Placed | undefined): number =>
  placed === undefined ? 0 : placed.one.end - placed.end

/** The last one that begins before `index`. */
function lastBefore(placed: readonly Placed[], index: number): Placed | undefined {
  let low = 0
  let high = placed.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (placed[middle]!.start < index) low = middle + 1
    else high = middle
  }
  return placed[low - 1]
}
