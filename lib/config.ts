import type { PipelineConfig } from '../lambdas/core/config/index.ts'

export type { PipelineConfig } from '../lambdas/core/config/index.ts'

/**
 * Gives `pipeline.config.ts` its types; returns what it is given. Free of CDK, because the command line reads that file
 * too. Validation happens where the configuration is used: at synth, in the CLI and at a function's cold start.
 */
export const defineConfig = (config: PipelineConfig): PipelineConfig => config
