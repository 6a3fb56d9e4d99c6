/** What a scan finds, in the coordinates of the text that was scanned. */
export interface Found {
  readonly detector: string
  start: number
  end: number
  /** The secret itself, decoded: for the allow-list, for the last four characters, for the keyed hash. */
  readonly value: string
  /** The key name that gave it away, when one did. */
  readonly key: string | undefined
  /** Written around the replacement: a JSON number becomes a JSON string. '' when the value stands in quotes already. */
  quote: string
  /** Set by a user's key; otherwise the detector's action holds. */
  readonly action: FoundAction | undefined
}

export type FoundAction = 'mask' | 'hash' | 'drop'

/** Sorts by position and makes one of those that overlap; the longer one gives its name. */
export function merge(found: Found[]): readonly Found[] {
  if (found.length < 2 || isOrdered(found)) return found
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const merged: Found[] = []
  for (const next of found) {
    const last = merged.at(-1)
    if (last === undefined || next.start >= last.end) merged.push(next)
    else if (next.end > last.end) merged[merged.length - 1] = join(last, next)
  }
  return merged
}

const isOrdered = (found: readonly Found[]): boolean => {
  for (let i = 1; i < found.length; i++) if (found[i]!.start < found[i - 1]!.end) return false
  return true
}

const join = (first: Found, second: Found): Found => {
  const longer = second.end - second.start > first.end - first.start ? second : first
  return { ...longer, start: first.start, end: second.end, quote: first.quote || second.quote }
}
