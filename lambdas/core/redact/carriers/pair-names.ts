const pairName = /^(?:name|key|header|field|holder|system|ParameterKey)$/i

/** How long they are, by their first letters. */
const LENGTH: ReadonlyMap<number, number> = new Map([
  [110, 4],
  [107, 3],
  [104, 6],
  [102, 5],
  [115, 6],
  [112, 12],
])

/** A key that says that its value is the name of something. */
export function isPairName(text: string, start: number, end: number): boolean {
  const length = end - start
  const first = text.charCodeAt(start) | 32
  if (length !== LENGTH.get(first)) return false
  return pairName.test(text.slice(start, end))
}
