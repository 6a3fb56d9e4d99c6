import { createHash } from 'node:crypto'
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import type { Signer } from '../ports.ts'

type Client = Pick<KMSClient, 'send'>

const failure = (what: string, error: unknown): Error =>
  new Error(`[sign] KMS would not ${what}: ${(error as Error).name}`, { cause: error })

/**
 * Signs with a key that never leaves KMS. KMS takes messages up to 4,096 bytes, so it gets the hash, which makes the same
 * signature: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 *
 * @param keyId ARN, id or alias of a key of the kind ECC_NIST_P256; needs kms:Sign.
 */
export const createKmsSigner = (client: Client, keyId: string): Signer => ({
  async sign(message) {
    const answer = await client
      .send(
        new SignCommand({
          KeyId: keyId,
          Message: createHash('sha256').update(message).digest(),
          MessageType: 'DIGEST',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      )
      .catch((error) => {
        throw failure('sign', error)
      })
    return { key: answer.KeyId ?? keyId, value: Buffer.from(answer.Signature!).toString('base64') }
  },
})

/** The public half of such a key, in DER; needs kms:GetPublicKey. */
export async function publicKeyInKms(client: Client, keyId: string): Promise<Uint8Array> {
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId })).catch((error) => {
    throw failure('give the public key', error)
  })
  return PublicKey!
}
