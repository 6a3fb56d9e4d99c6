/** The environment of the alert function: the stack writes it, the handler reads it, both here so that they cannot differ. */
export interface AlertEnvironment {
  readonly tableName: string
  readonly archiveBucket: string
  /** Name in `notify` to ARN; always holds `default`. */
  readonly topics: Readonly<Record<string, string>>
}

const tableName = 'SLUICE_TABLE_NAME'
const archiveBucket = 'SLUICE_ARCHIVE_BUCKET'
const topics = 'SLUICE_TOPICS'

/** The variables that the function is deployed with. All variables of a function together may have 4 KB: some thirty topics. */
export const writeAlertEnvironment = (environment: AlertEnvironment): Record<string, string> => ({
  [tableName]: environment.tableName,
  [archiveBucket]: environment.archiveBucket,
  [topics]: JSON.stringify(environment.topics),
})

/**
 * Reads the function's variables, usually from `process.env`.
 *
 * @throws {Error} naming the variable that is missing or wrong: the function was deployed by something else than the stack.
 */
export function readAlertEnvironment(env: Readonly<Record<string, string | undefined>>): AlertEnvironment {
  const required = (name: string): string => {
    const value = env[name]
    if (!value) throw new Error(`[alert] the environment variable ${name} is missing`)
    return value
  }
  return {
    tableName: required(tableName),
    archiveBucket: required(archiveBucket),
    topics: readTopics(required(topics)),
  }
}

function readTopics(text: string): Record<string, string> {
  try {
    return JSON.parse(text) as Record<string, string>
  } catch (cause) {
    throw new Error(`[alert] the environment variable ${topics} is not JSON`, { cause })
  }
}
