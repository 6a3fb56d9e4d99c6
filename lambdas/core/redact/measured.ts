/** What a scan has measured last, of each kind: what stands in the same stretch is not measured again, however many triggers are in it. */
import type { Blocks } from './carriers/blocks.ts'

export class Measured {
  /** Where the end marker of a PEM block stands that was looked for last: none is before it from `pemEndFrom` on. */
  pemEndFrom = 0
  pemEndAt = -1
  pemEnd = 0
  /** Open brackets at the end of the run of value characters that begins and ends there. */
  sums: Int16Array | undefined = undefined
  sumsStart = 0
  sumsEnd = -1
  /** The run of characters of base64. */
  partStart = 0
  partEnd = -1
  /** The line. */
  lineStart = 0
  lineEnd = -1
  /** The run of arguments without blanks. */
  argumentStart = 0
  argumentEnd = -1
  /** No sign that ends an id stands from the one to the other. */
  signlessFrom = 0
  signlessUntil = 0
  /** The word of a header. */
  wordStart = 0
  wordEnd = -1
  /** No `&`, `#`, `'` or back quote stands from the one to the other. */
  uncutFrom = 0
  uncutUntil = 0
  /** No control sequence of a terminal is in the text: looked for once. */
  isColourless = false
  /** Members of a JSON Web Key have been looked for up to here. */
  membersUntil = 0
  /** The fields of a message have been read up to here. */
  fieldsUntil = 0
  /** Statements have been read up to here. */
  statementUntil = 0
  /** The segment of a message reaches up to here. */
  segmentUntil = 0
  /** Cookies have been read up to here. */
  cookiesUntil = 0
  /** The arguments of a command reach up to here, and how many commands have been looked at in them. */
  commandUntil = 0
  commandsInside = 0
  /** The rows of a table reach up to here: none of them is a line of names. */
  tableUntil = 0
  /** Blocks of indented lines, once there is one. */
  blocks: Blocks | undefined = undefined
  /** The run of `user:password`. */
  userStart = 0
  userEnd = -1
}
