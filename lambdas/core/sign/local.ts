import { createPrivateKey, sign } from 'node:crypto'
import type { Signer } from '../ports.ts'

/**
 * Signs with a private key that is at hand: for archives that no KMS key belongs to, and for tests.
 *
 * @param pem a P-256 key in PEM: `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.
 * @param key what the signature says of the key.
 * @throws {TypeError} when it is no such key.
 */
export function createLocalSigner(pem: string, key: string): Signer {
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new TypeError('[sign] a private key on the curve P-256 is needed')
  return {
    sign: async (message) => ({ key, value: sign('sha256', message, privateKey).toString('base64') }),
  }
}
