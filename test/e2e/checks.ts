/** What an assertion found wrong; nothing found is a pass. Never holds a secret, nor a line of a log. */
export type Problems = readonly string[]

const shown = 5

/** Prints one line for each check, as it is made, and counts. */
export class Checks {
  passed = 0
  failed = 0

  /** `ok` when there are no problems, else `FAIL` with the first few. */
  check(promise: string, problems: Problems): void {
    if (problems.length === 0) {
      this.passed += 1
      console.log(`ok   ${promise}`)
      return
    }
    this.failed += 1
    console.log(`FAIL ${promise}`)
    for (const problem of problems.slice(0, shown)) console.log(`     - ${problem}`)
    if (problems.length > shown) console.log(`     - and ${problems.length - shown} more`)
  }

  /** The closing line, which says it all. */
  summary(): string {
    return `${this.passed} passed, ${this.failed} failed`
  }
}

const short = (value: unknown): string => String(value).slice(0, 60)

/** A problem unless both are the same. */
export const expectSame = (what: string, got: unknown, expected: unknown): Problems =>
  got === expected ? [] : [`${what}: expected ${short(expected)}, got ${short(got)}`]

/** Says what is going on between the checks. */
export const progress = (text: string): void =>
  console.log(`---- ${(performance.now() / 1000).toFixed(0).padStart(3)} s  ${text}`)
