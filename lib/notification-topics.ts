import { Aws, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Config } from '../lambdas/core/config/index.ts'

/** Only for alarms of this account, so that nobody else's CloudWatch can be made to publish here. */
const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } }
const cloudWatch = () => new ServicePrincipal('cloudwatch.amazonaws.com')

/**
 * CloudWatch can publish to an encrypted topic only if it may use the key, which no key that AWS manages allows.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function topicKey(scope: Construct, pipeline: string): Key {
  const key = new Key(scope, 'Key', {
    description: `Sluice ${pipeline}: notifications`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsMayUseTheKey',
      principals: [cloudWatch()],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: ofThisAccount,
    }),
  )
  return key
}

function notificationTopic(scope: Construct, pipeline: string, name: string, key: Key): Topic {
  const topic = new Topic(scope, name, {
    topicName: `${pipeline}-${name}`,
    displayName: `Sluice ${pipeline}`,
    masterKey: key,
    enforceSSL: true,
  })
  // A topic with a policy of its own has lost the default one, which let alarms in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsMayPublish',
      principals: [cloudWatch()],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: ofThisAccount,
    }),
  )
  return topic
}

/**
 * One topic for each entry of `notify`, and `default`, which also gets the alarms about the pipeline itself. Each address
 * receives a mail from AWS and gets nothing until someone confirms it there.
 */
export class NotificationTopics extends Construct {
  readonly key: Key
  readonly byName: Readonly<Record<string, Topic>>

  constructor(scope: Construct, id: string, { name, notify }: Pick<Config, 'name' | 'notify'>) {
    super(scope, id)
    this.key = topicKey(this, name)
    this.byName = Object.fromEntries(
      Object.keys(notify).map((target) => [target, notificationTopic(this, name, target, this.key)]),
    )
    for (const [target, { emails }] of Object.entries(notify))
      for (const email of new Set(emails)) this.byName[target]!.addSubscription(new EmailSubscription(email))
  }

  /** Where everything goes that no rule sends elsewhere. */
  get default(): Topic {
    return this.byName['default']!
  }

  /** By name, as the alert function wants them. */
  get arns(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.byName).map(([name, topic]) => [name, topic.topicArn]))
  }
}
