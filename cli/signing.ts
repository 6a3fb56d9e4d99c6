import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readHead } from '../lambdas/core/ledger/index.ts'
import type { ReadableStore, Signer } from '../lambdas/core/ports.ts'
import { type Check, checkWith, createLocalSigner } from '../lambdas/core/sign/index.ts'
import type { Option } from './args.ts'
import type { World } from './command.ts'
import { errorCode, failure, usageError } from './errors.ts'
import { plain } from './terminal.ts'

/** Of commands that add to the ledger. */
export const signWithOption: Option = {
  value: 'KEY',
  help: 'sign the ledger: a key in KMS (ARN, id, alias/…), or a private key in a .pem file',
}

/** Of commands that check it. */
export const signedByOption: Option = {
  value: 'KEY',
  help: 'each entry must be signed with it: a key in KMS (ARN, id, alias/…), or a public key in a .pem file',
}

const isFile = (key: string): boolean => key.endsWith('.pem')

function readKey(file: string, world: World): Promise<string> {
  return readFile(resolve(world.folder, file), 'utf8').catch((error) => {
    throw usageError('unreadable_key', `cannot read ${plain(file)}: ${errorCode(error)}`)
  })
}

const unusable = (key: string, kind: string) =>
  usageError('wrong_key', `${plain(key)} holds no ${kind} key on the curve P-256`)

/** AWS is loaded only when a key in KMS is named. */
async function kms() {
  const [{ KMSClient }, functions] = await Promise.all([
    import('@aws-sdk/client-kms'),
    import('../lambdas/core/sign/kms.ts'),
  ])
  return { client: new KMSClient({}), ...functions }
}

async function publicKey(key: string, world: World): Promise<string | Uint8Array> {
  if (isFile(key)) return readKey(key, world)
  const { client, publicKeyInKms } = await kms()
  return publicKeyInKms(client, key).catch((error) => {
    throw failure('key_unavailable', plain((error as Error).message), error)
  })
}

/**
 * The signer that --sign-with names; none when it names none.
 *
 * @throws {CliError} when the ledger is signed and it does not: `sluice verify` would take the new entry for a forged one.
 */
export async function signerOf(
  key: string | undefined,
  store: ReadableStore,
  world: World,
): Promise<Signer | undefined> {
  if (key === undefined) {
    const head = await readHead(store)
    if (head?.entry.signature === undefined) return undefined
    throw usageError('signature_needed', `the ledger is signed: name the key with --sign-with`)
  }
  if (!isFile(key)) {
    const { client, createKmsSigner } = await kms()
    return createKmsSigner(client, key)
  }
  const pem = await readKey(key, world)
  try {
    return createLocalSigner(pem, 'local')
  } catch {
    throw unusable(key, 'private')
  }
}

/** What --signed-by says of a signature. */
export async function checkOf(key: string, world: World): Promise<Check> {
  const found = await publicKey(key, world)
  try {
    return checkWith(found)
  } catch {
    throw unusable(key, 'public')
  }
}
