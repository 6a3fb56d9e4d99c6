/** Rules of `sources`: what each log group gets has to be decidable, and possible. */
import { loopProblems, selectionCriteria } from '../subscribe/own-log-groups.ts'
import { globsOverlap, isGlob } from '../subscribe/select.ts'
import { joinPath, type Problem, shown } from './error.ts'
import type { PipelineConfig, WrittenSource as Written } from './schema.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]

const isTagged = ({ tags }: Written): boolean => Object.keys(tags ?? {}).length > 0

function names(list: readonly Written[]): Problem[] {
  const seen = new Map<string, Written>()
  return list.flatMap((source, i) =>
    source.logGroups.flatMap((name, j) => {
      const path = joinPath('sources', i, 'logGroups', j)
      const before = seen.get(name)
      seen.set(name, source)
      if (name.includes('?'))
        return [{ path, message: `only * stands for other characters, got ${shown(name)}` }]
      const tagged = isGlob(name) && before !== source && before && isTagged(before)
      return before && !tagged ? [{ path, message: `${shown(name)} is in a source already` }] : []
    }),
  )
}

function single(source: Written, i: number): Problem[] {
  const at = (option: string) => joinPath('sources', i, option)
  const days = source.sourceRetentionDays
  return [
    ...(source.logGroups.length === 0
      ? [{ path: at('logGroups'), message: 'must name at least one log group' }]
      : []),
    ...(days === undefined || retentions.includes(days)
      ? []
      : [
          {
            path: at('sourceRetentionDays'),
            message: `CloudWatch keeps logs for ${retentions.join(', ')} days, got ${days}`,
          },
        ]),
  ]
}

/** Whether `a` and `b` may take the same log group, `a` coming first. Full names come before patterns. */
function precedes(a: Written, b: Written, aIsEarlier: boolean): boolean {
  return a.logGroups.some((first) =>
    b.logGroups.some((second) => {
      const rank = Number(isGlob(first)) - Number(isGlob(second))
      if (rank > 0 || (rank === 0 && !aIsEarlier)) return false
      return globsOverlap(first, second) && !a.exclude?.includes(second) && !b.exclude?.includes(first)
    }),
  )
}

/** Ingest sees the name of a log group, never its tags: by the name alone it must know the service. */
function undecidable(list: readonly Written[], name: string): Problem[] {
  const serviceOf = (source: Written) => source.service ?? name
  return list.flatMap((later, j) =>
    list.slice(0, j).flatMap((earlier, i) => {
      if (serviceOf(earlier) === serviceOf(later)) return []
      const doubtful =
        (isTagged(earlier) && precedes(earlier, later, true)) ||
        (isTagged(later) && precedes(later, earlier, false))
      return doubtful
        ? [
            {
              path: joinPath('sources', j, 'service'),
              message: `must be ${shown(serviceOf(earlier))} as in sources[${i}]: both may take the same log group, only tags tell which, and a log does not say the tags of its group`,
            },
          ]
        : []
    }),
  )
}

/** CloudWatch Logs takes this much of names to leave out; the pipeline's own take some of it. */
const mostSelectionBytes = 25_000

function accountProblems(exclude: readonly string[], pipeline: string): Problem[] {
  const length = selectionCriteria(pipeline, exclude).length
  return length <= mostSelectionBytes
    ? []
    : [
        {
          path: 'sources.account.exclude',
          message: `CloudWatch Logs takes 25,000 characters of names, these are ${length}; name the log groups that you do want instead`,
        },
      ]
}

/** Everything that is wrong with the sources of a configuration whose shape is right. */
export function sourceProblems({ name, sources }: PipelineConfig): Problem[] {
  if (!Array.isArray(sources))
    return accountProblems((typeof sources === 'string' ? undefined : sources.account.exclude) ?? [], name)
  return [
    ...sources.flatMap(single),
    ...names(sources),
    ...loopProblems({ name, sources }),
    ...undecidable(sources, name),
  ]
}
