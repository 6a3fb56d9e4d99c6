/** The environment of the audit function: the stack writes it, the handler reads it, both here so that they cannot differ. */
export interface AuditEnvironment {
  /** The topic `default`. */
  readonly topicArn: string
}

const topicArn = 'SLUICE_TOPIC_ARN'

/** The variables that the function is deployed with. */
export const writeAuditEnvironment = (environment: AuditEnvironment): Record<string, string> => ({
  [topicArn]: environment.topicArn,
})

/**
 * Reads the function's variables, usually from `process.env`.
 *
 * @throws {Error} naming the variable that is missing: the function was deployed by something else than the stack.
 */
export function readAuditEnvironment(env: Readonly<Record<string, string | undefined>>): AuditEnvironment {
  const value = env[topicArn]
  if (!value) throw new Error(`[audit] the environment variable ${topicArn} is missing`)
  return { topicArn: value }
}
