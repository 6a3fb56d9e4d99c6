/** CloudWatch's limit for one event; a longer line is cut into pieces. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
export const longestLine = 1_048_576

/** A line as bytes. `end` is what ended it: '' or a lone CR at the end of the input, '' when `cut`: more of the line follows. */
export interface Line {
  readonly bytes: Buffer
  readonly end: '\n' | '\r\n' | '\r' | ''
  readonly cut: boolean
}

const newline = 0x0a
const carriageReturn = 0x0d
/** How far back from the limit a better place to cut is looked for. */
const searched = 65_536
const space = new Set([0x20, 0x09, 0x2c, 0x3b])
/** After these a value may follow that only makes sense together with what stands before it (`password: `). */
const expectant = new Set([...Buffer.from(':=,; \t"\'')])

/** Where to cut a line that is too long: before a word, and not between a name and its value. */
function cutBefore(bytes: Buffer, limit: number): number {
  for (let at = limit; at > limit - searched && at > 1; at--) {
    if (!space.has(bytes[at - 1]!)) continue
    let before = at - 2
    while (before > 0 && space.has(bytes[before]!)) before--
    if (!expectant.has(bytes[before]!)) return at
  }
  return limit
}

/** Makes lines of chunks of bytes. Holds at most one line, and of that at most `longest` bytes plus one chunk. */
export class LineSplitter {
  private readonly longest: number
  private held: Buffer[] = []
  private heldBytes = 0

  constructor(longest = longestLine) {
    this.longest = longest
  }

  /** The lines that `chunk` completes. */
  push(chunk: Buffer): Line[] {
    const lines: Line[] = []
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      this.hold(chunk.subarray(from, at))
      this.shorten(lines)
      lines.push(this.ended())
      from = at + 1
    }
    if (from < chunk.length) this.hold(chunk.subarray(from))
    this.shorten(lines)
    return lines
  }

  /** What stands after the last line end, at the end of the input. */
  finish(): Line | undefined {
    if (this.heldBytes === 0) return undefined
    const bytes = this.take()
    return bytes.at(-1) === carriageReturn
      ? { bytes: bytes.subarray(0, -1), end: '\r', cut: false }
      : { bytes, end: '', cut: false }
  }

  private hold(part: Buffer): void {
    this.held.push(part)
    this.heldBytes += part.length
  }

  private take(): Buffer {
    const bytes = this.held.length === 1 ? this.held[0]! : Buffer.concat(this.held)
    this.held = []
    this.heldBytes = 0
    return bytes
  }

  private ended(): Line {
    const bytes = this.take()
    return bytes.at(-1) === carriageReturn
      ? { bytes: bytes.subarray(0, -1), end: '\r\n', cut: false }
      : { bytes, end: '\n', cut: false }
  }

  private shorten(lines: Line[]): void {
    while (this.heldBytes > this.longest) {
      const bytes = this.take()
      const at = cutBefore(bytes, this.longest)
      lines.push({ bytes: bytes.subarray(0, at), end: '', cut: true })
      this.hold(bytes.subarray(at))
    }
  }
}
