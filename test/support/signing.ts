import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { GetPublicKeyCommand, type KMSClient, type SignCommand } from '@aws-sdk/client-kms'
import { createLocalSigner } from '../../lambdas/core/sign/index.ts'

/** A new key on a curve, both halves in PEM. */
export function aKey(namedCurve = 'P-256') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    publicDer: publicKey.export({ type: 'spki', format: 'der' }) as Uint8Array,
  }
}

export const signerOf = (key: ReturnType<typeof aKey>) => createLocalSigner(key.privatePem, 'test')

const hashOf = (message: Uint8Array) => createHash('sha256').update(message).digest()

/** KMS with one key. It gets hashes, and node:crypto only signs what it hashes itself: so it has to know the messages. */
export function fakeKms(key: ReturnType<typeof aKey>, messages: readonly Uint8Array[]) {
  const sent: (SignCommand | GetPublicKeyCommand)[] = []
  async function send(command: SignCommand | GetPublicKeyCommand) {
    sent.push(command)
    if (command instanceof GetPublicKeyCommand) return { PublicKey: key.publicDer }
    const { KeyId, Message } = command.input
    const message = messages.find((each) => hashOf(each).equals(Message!))
    if (!message) throw Object.assign(new Error('no such message'), { name: 'KMSInvalidSignatureException' })
    return { KeyId: `arn:of:${KeyId}`, Signature: sign('sha256', message, key.privatePem) }
  }
  return { client: { send } as unknown as Pick<KMSClient, 'send'>, sent }
}
