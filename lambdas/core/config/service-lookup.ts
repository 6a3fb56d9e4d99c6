import { candidates } from '../subscribe/select.ts'
import type { Config } from './types.ts'

/**
 * Finds the service of a log group: that of the source which takes it by its name, else the pipeline's name. `parseConfig`
 * makes sure that tags cannot make it another one.
 */
export function serviceLookup(config: Pick<Config, 'name' | 'sources'>): (logGroup: string) => string {
  return (logGroup) => candidates(config.sources, logGroup)[0]?.service ?? config.name
}
