import { RemovalPolicy } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'

/**
 * The key of the action `hash`, as JSON with its id: `{ "id": "k1", "key": "…" }`, 64 random letters and digits (about 380
 * bits). Kept when the stack is deleted: without it, yesterday's pseudonyms and tomorrow's cannot be told to be the same.
 */
export class HashKey extends Secret {
  constructor(scope: Construct, id: string, pipeline: string) {
    super(scope, id, {
      description: `Sluice ${pipeline}: key of the pseudonyms that the action hash makes`,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ id: 'k1' }),
        generateStringKey: 'key',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    acknowledge(this, {
      'AwsSolutions-SMG4':
        'Another key gives other pseudonyms for the same values, which ends every comparison over time: people decide when to change it.',
    })
  }
}
