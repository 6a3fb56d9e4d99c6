import type { Config } from './types.ts'

/** Finds the service of a log group: that of the source which names it, else the pipeline's name. */
export function serviceLookup(config: Pick<Config, 'name' | 'sources'>): (logGroup: string) => string {
  const services = new Map(
    config.sources.flatMap(({ logGroups, service }) => logGroups.map((group) => [group, service])),
  )
  return (logGroup) => services.get(logGroup) ?? config.name
}
