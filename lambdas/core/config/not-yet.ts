/**
 * Options of the schema whose behaviour does not exist yet. They are refused: an option that is silently ignored would
 * promise something that does not happen. When a behaviour arrives, its line here goes.
 */
import type { Problem } from './error.ts'
import type { PipelineConfig } from './schema.ts'

const later = (path: string, instead: string): Problem => ({ path, message: `not available yet: ${instead}` })

function archive(config: PipelineConfig): Problem[] {
  const by = config.archive?.partitionBy
  return [
    ...(by && !(by.length === 1 && by[0] === 'service')
      ? [later('archive.partitionBy', "only ['service']")]
      : []),
  ]
}

/** Every option in `config` that nothing would act on. */
export function notYetAvailable(config: PipelineConfig): Problem[] {
  return [
    ...archive(config),
    ...(config.forward?.length
      ? [later('forward', 'leave it out; the archive keeps everything that it will need')]
      : []),
  ]
}
