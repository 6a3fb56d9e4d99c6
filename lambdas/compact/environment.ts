/** The environment of the compact function: the stack writes it, the handler reads it, both here so that they cannot differ. */
export interface CompactEnvironment {
  readonly archiveBucket: string
}

const archiveBucket = 'SLUICE_ARCHIVE_BUCKET'

/** The variables that the function is deployed with. */
export const writeCompactEnvironment = (environment: CompactEnvironment): Record<string, string> => ({
  [archiveBucket]: environment.archiveBucket,
})

/**
 * Reads the function's variables, usually from `process.env`.
 *
 * @throws {Error} naming the variable that is missing: the function was deployed by something else than the stack.
 */
export function readCompactEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): CompactEnvironment {
  const bucket = env[archiveBucket]
  if (!bucket) throw new Error(`[compact] the environment variable ${archiveBucket} is missing`)
  return { archiveBucket: bucket }
}
