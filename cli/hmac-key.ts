import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { HmacKey } from '../lambdas/core/redact/index.ts'
import { parseHmacSecret } from '../lambdas/ingest/hmac-key.ts'
import type { World } from './command.ts'
import { errorCode, usageError } from './errors.ts'
import { plain } from './terminal.ts'

const secretVariable = 'SLUICE_HMAC_SECRET'
const fileVariable = 'SLUICE_HMAC_SECRET_FILE'

async function secretOf({ env, folder }: World): Promise<string | undefined> {
  const file = env[fileVariable]
  if (!file) return env[secretVariable]
  return readFile(resolve(folder, file), 'utf8').catch((error) => {
    throw usageError(
      'hmac_secret',
      `cannot read ${plain(file)}, which ${fileVariable} names: ${errorCode(error)}`,
    )
  })
}

/**
 * The key of pseudonyms that the user has set, in the form in which Secrets Manager holds it (`{"id":"k1","key":"…"}`): in the
 * variable SLUICE_HMAC_SECRET, or in the file that SLUICE_HMAC_SECRET_FILE names. So a pseudonym made here is the one made
 * in AWS, and after a rotation the old key still gives the old pseudonyms. Without one, `otherwise` says.
 *
 * @throws {CliError} when what is set is not a key; nothing of it is repeated.
 */
export async function hmacKey(
  world: World,
  otherwise: () => HmacKey | Promise<HmacKey> = () => ({ id: 'once', key: randomBytes(32) }),
): Promise<HmacKey> {
  const secret = await secretOf(world)
  if (!secret) return otherwise()
  try {
    return parseHmacSecret(secret)
  } catch {
    throw usageError(
      'hmac_secret',
      `${secretVariable} must be JSON with an "id" (1 to 16 letters and digits) and a "key" (32 characters or more)`,
    )
  }
}
