/** The key of the keyed hash: read once at cold start, kept in memory, never printed. */

import type { HmacKey } from '../core/redact/index.ts'

/**
 * Reads what Secrets Manager holds: JSON with `id` (it stands in each pseudonym) and `key`.
 *
 * @throws {Error} that says what is wrong with the secret, and nothing of what it holds.
 */
export function parseHmacSecret(secret: string | undefined): HmacKey {
  const fail = (what: string): never => {
    throw new Error(`[ingest] the HMAC secret ${what}; it must be JSON with "id" and "key"`)
  }
  if (!secret) return fail('is empty')
  let value: unknown
  try {
    value = JSON.parse(secret)
  } catch {
    return fail('is not JSON')
  }
  const { id, key } = (value ?? {}) as { readonly id?: unknown; readonly key?: unknown }
  if (typeof id !== 'string' || !/^\w{1,16}$/.test(id)) return fail('has no id of 1 to 16 letters and digits')
  if (typeof key !== 'string' || key.length < 32) return fail('has no key of at least 32 characters')
  return { id, key: Buffer.from(key, 'utf8') }
}

/** Fetches the key. The client is loaded here because most pipelines never need it. */
export async function readHmacKey(secretArn: string): Promise<HmacKey> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager')
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: secretArn }),
  )
  return parseHmacSecret(SecretString)
}
