import { describe, expect, it } from 'vitest'
import type { Signer } from '../../../lambdas/core/ports.ts'
import { checkWith } from '../../../lambdas/core/sign/index.ts'

/** The messages that are signed here. */
export const messages = [0, 1, 4_097].map((length) => Buffer.alloc(length, 'x'))

/** What every signer promises; `publicKey` is the other half of the key that it signs with. */
export function signerContract(name: string, make: () => { signer: Signer; publicKey: string | Uint8Array }) {
  describe(`${name} as a signer`, () => {
    it('makes signatures that the public key confirms, of any length of message', async () => {
      const { signer, publicKey } = make()
      for (const message of messages) {
        const signature = await signer.sign(message)
        expect(checkWith(publicKey)(message, signature)).toBe(true)
      }
    })

    it('makes signatures that are of no other message', async () => {
      const { signer, publicKey } = make()
      const signature = await signer.sign(messages[1]!)
      expect(checkWith(publicKey)(Buffer.from('another'), signature)).toBe(false)
    })

    it('says which key it was', async () => {
      const { key } = await make().signer.sign(messages[1]!)
      expect(key).not.toBe('')
    })
  })
}
