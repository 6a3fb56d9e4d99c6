/** The environment of the subscribe function: the stack writes it, the handler reads it, both here so that they cannot differ. */
export interface SubscribeEnvironment {
  /** Where subscribed log groups deliver to: ARN of the ingest function or of the stream. */
  readonly destinationArn: string
  /** With which CloudWatch Logs writes into the stream. */
  readonly destinationRoleArn?: string
}

const destinationArn = 'SLUICE_DESTINATION_ARN'
const destinationRoleArn = 'SLUICE_DESTINATION_ROLE_ARN'

/** The variables that the function is deployed with. */
export const writeSubscribeEnvironment = (environment: SubscribeEnvironment): Record<string, string> => ({
  [destinationArn]: environment.destinationArn,
  ...(environment.destinationRoleArn ? { [destinationRoleArn]: environment.destinationRoleArn } : {}),
})

/**
 * Reads the function's variables, usually from `process.env`.
 *
 * @throws {Error} naming the variable that is missing: the function was deployed by something else than the stack.
 */
export function readSubscribeEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): SubscribeEnvironment {
  const destination = env[destinationArn]
  if (!destination) throw new Error(`[subscribe] the environment variable ${destinationArn} is missing`)
  const role = env[destinationRoleArn]
  return { destinationArn: destination, ...(role ? { destinationRoleArn: role } : {}) }
}
