import { createHash } from 'node:crypto'
import type { SignCommand } from '@aws-sdk/client-kms'
import { expect, test } from 'vitest'
import { checkWith, createLocalSigner } from '../../../../lambdas/core/sign/index.ts'
import { createKmsSigner, publicKeyInKms } from '../../../../lambdas/core/sign/kms.ts'
import { messages, signerContract } from '../../../support/contracts/signer.ts'
import { aKey, fakeKms } from '../../../support/signing.ts'

const key = aKey()
signerContract('a key in a file', () => ({
  signer: createLocalSigner(key.privatePem, 'test'),
  publicKey: key.publicPem,
}))
signerContract('a key in KMS', () => ({
  signer: createKmsSigner(fakeKms(key, messages).client, 'key'),
  publicKey: key.publicDer,
}))

test('KMS gets the hash of a message, however long that is', async () => {
  const { client, sent } = fakeKms(key, messages)
  expect(await createKmsSigner(client, 'key').sign(messages[2]!)).toMatchObject({ key: 'arn:of:key' })
  expect((sent[0] as SignCommand).input).toEqual({
    KeyId: 'key',
    Message: createHash('sha256').update(messages[2]!).digest(),
    MessageType: 'DIGEST',
    SigningAlgorithm: 'ECDSA_SHA_256',
  })
})

test('the public half of a key in KMS checks what it has signed', async () => {
  const { client } = fakeKms(key, messages)
  const check = checkWith(await publicKeyInKms(client, 'key'))
  expect(check(messages[1]!, await createKmsSigner(client, 'key').sign(messages[1]!))).toBe(true)
})

test('a refusal of KMS is an error with its name and cause', async () => {
  const { client } = fakeKms(key, [])
  const refused = createKmsSigner(client, 'key').sign(messages[1]!)
  await expect(refused).rejects.toThrow('KMS would not sign: KMSInvalidSignatureException')
  await expect(refused).rejects.toHaveProperty('cause')
})

test('keys of another kind are refused, and what is no key', () => {
  const other = aKey('P-384')
  expect(() => createLocalSigner(other.privatePem, 'test')).toThrow('P-256')
  expect(() => checkWith(other.publicDer)).toThrow('P-256')
  expect(() => checkWith('no key')).toThrow('not a public key')
})

test('a signature that is none is wrong, and no error', () => {
  for (const value of ['', 'x', 'AAAA'])
    expect(checkWith(key.publicPem)(messages[1]!, { key: '', value })).toBe(false)
})
