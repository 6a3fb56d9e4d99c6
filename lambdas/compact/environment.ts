/** The environment of the compact function: the stack writes it, the handler reads it, both here so that they cannot differ. */
export interface CompactEnvironment {
  readonly archiveBucket: string
  /** ARN of the key in KMS that signs the ledger, if it is signed. */
  readonly ledgerKey?: string
}

const archiveBucket = 'SLUICE_ARCHIVE_BUCKET'
const ledgerKey = 'SLUICE_LEDGER_KEY'

/** The variables that the function is deployed with. */
export const writeCompactEnvironment = (environment: CompactEnvironment): Record<string, string> => ({
  [archiveBucket]: environment.archiveBucket,
  ...(environment.ledgerKey ? { [ledgerKey]: environment.ledgerKey } : {}),
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
  const key = env[ledgerKey]
  return { archiveBucket: bucket, ...(key ? { ledgerKey: key } : {}) }
}
