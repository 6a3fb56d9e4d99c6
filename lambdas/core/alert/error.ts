import type { AlertReport } from './report.ts'

/** Some groups could not be evaluated because a store refused; all others were. Trying again is safe. */
export class AlertError extends AggregateError {
  readonly series: readonly string[]
  readonly report: AlertReport

  constructor(
    failures: readonly { readonly series: string; readonly error: unknown }[],
    report: AlertReport,
  ) {
    super(
      failures.map(({ error }) => error),
      `[alert] ${failures.length} groups could not be evaluated`,
    )
    this.name = 'AlertError'
    this.series = failures.map(({ series }) => series)
    this.report = report
  }

  /** One line for the function's log: how many, and by which errors. Nothing of a log's content is in it. */
  get summary(): string {
    const names = new Set(this.errors.map((error) => (error instanceof Error ? error.name : 'unknown')))
    return `${this.message}: ${[...names].join(', ')}`
  }
}
