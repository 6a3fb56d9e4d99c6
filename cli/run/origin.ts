import { createHmac } from 'node:crypto'
import type { Config } from '../../lambdas/core/config/index.ts'
import type { Origin } from '../../lambdas/core/records.ts'
import { candidates } from '../../lambdas/core/subscribe/select.ts'
import type { Input } from '../input/open.ts'

/** Where local logs come from, in the words of a record's resource. */
export const localAccount = '000000000000'
export const localRegion = 'local'

/** The service of a log group: that of the source which takes the group, else, for a file at hand, that of the first source. */
export function serviceOf({ name, sources }: Config): (logGroup: string) => string {
  return (logGroup) => (candidates(sources, logGroup)[0] ?? sources[0])?.service ?? name
}

/** A file's name as a log group may be called: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const groupName = (name: string): string => name.replace(/[^\w./#-]/g, '_').slice(0, 400)

/** The log group that an input stands for when the user names none: `/local/` and the file's name. */
export const groupOf = (input: Input): string => `/local/${groupName(input.name)}`

/**
 * A name for the stream of a file that is the same each time and different for each file, without telling the path: that
 * may hold a person's name.
 */
function streamOf(input: Input, key: Uint8Array): string {
  if (input.path === undefined) return input.name
  const place = createHmac('sha256', key).update(input.path).digest('hex').slice(0, 8)
  return `${groupName(input.name)}-${place}`
}

/** The origin of what one input says. `logGroup` is the user's choice, by default `/local/` and the file's name. */
export function originOf(
  input: Input,
  logGroup: string | undefined,
  config: Config,
  key: Uint8Array,
): Origin {
  const group = logGroup ?? groupOf(input)
  return {
    account: localAccount,
    region: localRegion,
    logGroup: group,
    logStream: streamOf(input, key),
    service: serviceOf(config)(group),
  }
}
