/** V8 copies what is cut out when it is shorter. */
const SHARED = 13

/** The same text in memory of its own: a part of a text keeps the whole alive, so what is remembered is a copy. */
export const ownText = (part: string): string =>
  part.length < SHARED ? part : part.isWellFormed() ? Buffer.from(part).toString() : ` ${part}`.slice(1)
