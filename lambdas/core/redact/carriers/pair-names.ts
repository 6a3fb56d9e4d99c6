const pairName =
  /^(?:name|key|header|field|holder|system|ParameterKey|c[sn]\dLabel|(?:document|id(?:entification)?|identity)_?type)$/i

/** How long they are, by their first letters, as bits. */
const LENGTHS: ReadonlyMap<number, number> = new Map(
  Object.entries({
    n: [4],
    k: [3],
    h: [6],
    f: [5],
    s: [6],
    p: [12],
    c: [8],
    d: [12, 13],
    i: [6, 7, 12, 13, 18, 19],
  }).map(([first, lengths]) => [
    first.charCodeAt(0),
    lengths.reduce((bits, length) => bits | (1 << length), 0),
  ]),
)

/** A key that says that its value is the name of something. */
export function isPairName(text: string, start: number, end: number): boolean {
  const lengths = LENGTHS.get(text.charCodeAt(start) | 32) ?? 0
  return (lengths & (1 << Math.min(31, end - start))) !== 0 && pairName.test(text.slice(start, end))
}
