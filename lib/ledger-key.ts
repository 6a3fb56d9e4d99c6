import { RemovalPolicy } from 'aws-cdk-lib'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { ledgerKeyAlias } from '../lambdas/core/sign/alias.ts'

/**
 * The key that signs the archive's ledger (`archive.sign`). Its private half never leaves KMS. Kept when the stack is
 * deleted: without it, nobody could check what it has signed, unless the public half was saved.
 */
export class LedgerKey extends Key {
  constructor(scope: Construct, id: string, pipeline: string) {
    super(scope, id, {
      description: `Sluice ${pipeline}: signs the ledger of the archive`,
      alias: ledgerKeyAlias(pipeline),
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
  }
}
