/** The environment of the ingest function: the stack writes it, the handler reads it, both here so that they cannot differ. */
export interface IngestEnvironment {
  readonly archiveBucket: string
  readonly quarantineBucket: string
  readonly tableName: string
  /**
   * A Secrets Manager secret whose string is JSON, `{ "id": "k1", "key": "…64 characters…" }`; the HMAC key is the UTF-8
   * bytes of `key`. Only there when the configuration uses the action `hash`.
   */
  readonly hmacSecretArn?: string
}

const variables = {
  archiveBucket: 'SLUICE_ARCHIVE_BUCKET',
  quarantineBucket: 'SLUICE_QUARANTINE_BUCKET',
  tableName: 'SLUICE_TABLE_NAME',
  hmacSecretArn: 'SLUICE_HMAC_SECRET_ARN',
} as const satisfies Record<keyof IngestEnvironment, string>

/** The variables that the function is deployed with. */
export function writeIngestEnvironment(environment: IngestEnvironment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [variables[key as keyof IngestEnvironment], value]),
  )
}

/**
 * Reads the function's variables, usually from `process.env`.
 *
 * @throws {Error} naming the variable that is missing or empty: the function was deployed by something else than the stack.
 */
export function readIngestEnvironment(env: Readonly<Record<string, string | undefined>>): IngestEnvironment {
  const required = (key: keyof IngestEnvironment): string => {
    const value = env[variables[key]]
    if (!value) throw new Error(`[ingest] the environment variable ${variables[key]} is missing`)
    return value
  }
  const hmacSecretArn = env[variables.hmacSecretArn]
  return {
    archiveBucket: required('archiveBucket'),
    quarantineBucket: required('quarantineBucket'),
    tableName: required('tableName'),
    ...(hmacSecretArn ? { hmacSecretArn } : {}),
  }
}
