import { type LogGroups, Throttled } from './log-groups.ts'

export interface Backoff {
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
  /** From 0 to below 1. Spreads the attempts of functions that run at the same time. */
  readonly random: () => number
  readonly attempts?: number
}

const firstWait = 200
const longestWait = 10_000

/**
 * How long to wait before an attempt: between half and all of a time that doubles, so that the wait is never nothing.
 * With the default of 9 attempts that is 19 to 38 seconds in all. CloudWatch Logs allows five calls a second of most kinds,
 * for the whole account: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const waitBefore = (attempt: number, random: () => number): number =>
  Math.min(firstWait * 2 ** (attempt - 1), longestWait) * (0.5 + random() / 2)

/** The same log groups, patient: a throttled call is tried again, and throws `Throttled` only when that does not help. */
export function withBackoff(groups: LogGroups, { wait, random, attempts = 9 }: Backoff): LogGroups {
  const patient =
    <Parameters extends unknown[], Result>(call: (...parameters: Parameters) => Promise<Result>) =>
    async (...parameters: Parameters): Promise<Result> => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await call(...parameters)
        } catch (error) {
          if (!(error instanceof Throttled) || attempt >= attempts) throw error
          await wait(waitBefore(attempt, random))
        }
      }
    }
  return {
    list: patient((page) => groups.list(page)),
    find: patient((name) => groups.find(name)),
    filters: patient((name) => groups.filters(name)),
    tags: patient((group) => groups.tags(group)),
    putFilter: patient((name, filter) => groups.putFilter(name, filter)),
    deleteFilter: patient((name, filterName) => groups.deleteFilter(name, filterName)),
    setRetention: patient((name, days) => groups.setRetention(name, days)),
  }
}
