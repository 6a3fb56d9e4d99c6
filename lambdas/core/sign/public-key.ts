import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Signature } from '../ports.ts'

/** Whether a message was signed with the key that is trusted, whatever key the signature names. */
export type Check = (message: Uint8Array, signature: Signature) => boolean

/** @throws {TypeError} when it is no public key. */
function read(key: string | Uint8Array): KeyObject {
  try {
    return createPublicKey(
      typeof key === 'string' ? key : { key: Buffer.from(key), format: 'der', type: 'spki' },
    )
  } catch (error) {
    throw new TypeError('[sign] this is not a public key', { cause: error })
  }
}

/**
 * Checks signatures with a public key, in PEM or, as KMS gives it, in DER.
 *
 * @throws {TypeError} when it is not one on the curve P-256.
 */
export function checkWith(key: string | Uint8Array): Check {
  const publicKey = read(key)
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new TypeError('[sign] a public key on the curve P-256 is needed')
  return (message, { value }) => verify('sha256', message, publicKey, Buffer.from(value, 'base64'))
}
