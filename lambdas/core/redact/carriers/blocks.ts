import { feedAt } from '../chars.ts'

/**
 * Blocks of indented lines: each ends before the first line that does not begin with the blanks of its first line. As many may begin in
 * one another as there are lines, so that all lines are measured at the first of them.
 */
export class Blocks {
  /** Where each line begins; the last entry is behind the text. */
  private readonly starts: number[] = []
  /** How many of its first blanks each line shares with the line before it. */
  private readonly shared: number[] = []
  /** The next line that shares fewer. */
  private readonly next: Int32Array

  /** @param from - the beginning of a line: those before it hold no block. */
  constructor(text: string, from: number) {
    for (let at = from, before = from; at <= text.length; before = at, at = feedAt(text, at) + 1) {
      this.shared.push(sharedBlanks(text, before, at))
      this.starts.push(at)
    }
    this.shared.push(-1)
    this.starts.push(text.length + 1)
    this.next = nextSmaller(this.shared)
  }

  /** Where the block ends that `indent` blanks and `start` begin. */
  endOf(start: number, indent: number): number {
    const { starts, shared, next } = this
    let line = lineAfter(starts, start)
    while (shared[line]! >= indent) line = next[line]!
    return starts[line]! - 1
  }

  /** Was the line of `start` measured? */
  has(start: number): boolean {
    return start >= this.starts[0]!
  }
}

function sharedBlanks(text: string, one: number, other: number): number {
  let length = 0
  for (;;) {
    const code = text.charCodeAt(one + length)
    if ((code !== 32 && code !== 9) || text.charCodeAt(other + length) !== code) return length
    length++
  }
}

/** For each number the index of the next one that is smaller. */
function nextSmaller(numbers: readonly number[]): Int32Array {
  const next = new Int32Array(numbers.length)
  for (let i = numbers.length - 2; i >= 0; i--) {
    let j = i + 1
    while (numbers[j]! >= numbers[i]!) j = next[j]!
    next[i] = j
  }
  return next
}

/** The first line that begins behind `index`. */
function lineAfter(starts: readonly number[], index: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (starts[middle]! <= index) low = middle + 1
    else high = middle
  }
  return low
}
