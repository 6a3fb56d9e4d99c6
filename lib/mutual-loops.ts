import type { IConstruct } from 'constructs'
import { type Config, ConfigError, joinPath, type Problem } from '../lambdas/core/config/index.ts'
import { isOwnLogGroup } from '../lambdas/core/subscribe/index.ts'

const known = new WeakMap<IConstruct, Pick<Config, 'name' | 'sources'>[]>()

const reads = ({ sources }: Pick<Config, 'sources'>, pipeline: string): boolean =>
  sources.some(({ logGroups }) => logGroups.some((name) => isOwnLogGroup(pipeline, name)))

/** Whether the logs of `from`'s functions reach those of `to`, directly or through other pipelines. */
function reaches(from: string, to: string, all: readonly Pick<Config, 'name' | 'sources'>[]): boolean {
  const seen = new Set([from])
  for (const name of seen) {
    if (name === to) return true
    for (const other of all) if (reads(other, name)) seen.add(other.name)
  }
  return false
}

/**
 * Refuses a pipeline that reads, by a full name, the functions of another one in the same app that in the end reads its own:
 * each would make the others log, without end. Patterns need no such check, they never take a pipeline's log groups.
 *
 * @throws {ConfigError} with the path of the log group that closes the loop.
 */
export function refuseMutualLoops(app: IConstruct, config: Pick<Config, 'name' | 'sources'>): void {
  const all = [...(known.get(app) ?? []), config]
  known.set(app, all)
  const others = all.filter(({ name }) => name !== config.name)
  const problems = config.sources.flatMap(({ logGroups }, i) =>
    logGroups.flatMap((logGroup, j): Problem[] => {
      const read = others.find(({ name }) => isOwnLogGroup(name, logGroup))
      return read && reaches(config.name, read.name, others)
        ? [
            {
              path: joinPath('sources', i, 'logGroups', j),
              message: `is a log group of the pipeline ${read.name}, which reads those of ${config.name}: they would feed each other without end`,
            },
          ]
        : []
    }),
  )
  if (problems.length > 0) throw new ConfigError(problems)
}
