import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import type { Cleanup } from './cleanup.ts'
import { type Aws, region } from './local-aws.ts'
import { output, root } from './places.ts'
import { finish } from './processes.ts'

/** What the stack says about itself (its outputs). */
export interface Deployed {
  readonly archiveBucket: string
  readonly quarantineBucket: string
  readonly table: string
  readonly ingestFunction: string
  readonly alertFunction: string
  readonly compactFunction: string
  readonly topics: readonly string[]
}

async function cdk(aws: Aws, cleanup: Cleanup, log: string, args: readonly string[]): Promise<void> {
  const env = { ...aws.env, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' }
  await finish(
    {
      command: 'cdk',
      args: [...args, '--no-notices', '--no-version-reporting'],
      env,
      cwd: root,
      log: join(output, log),
    },
    cleanup,
  )
}

/** Log groups belong to the applications: they exist before anybody subscribes to them. */
export async function createLogGroups(aws: Aws, names: readonly string[]): Promise<void> {
  for (const logGroupName of names) await aws.logs.send(new CreateLogGroupCommand({ logGroupName }))
}

/** `cdk bootstrap` and `cdk deploy` of the very app that a user deploys, with `config` for its configuration. */
export async function deploy(aws: Aws, account: string, config: string, cleanup: Cleanup): Promise<Deployed> {
  await cdk(aws, cleanup, 'cdk-bootstrap.log', ['bootstrap', `aws://${account}/${region}`])
  const outputs = join(output, 'cdk-outputs.json')
  const into = ['--output', join(output, 'cdk.out'), '--outputs-file', outputs]
  const unattended = ['--require-approval', 'never', '--method', 'direct']
  await cdk(aws, cleanup, 'cdk-deploy.log', [
    'deploy',
    '--all',
    '-c',
    `config=${config}`,
    '-c',
    'athena=off',
    ...into,
    ...unattended,
  ])
  return readOutputs(outputs)
}

function readOutputs(file: string): Deployed {
  const stacks = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>
  const outputs = Object.assign({}, ...Object.values(stacks)) as Record<string, string>
  const read = (name: string): string => {
    const value = outputs[name]
    if (!value) throw new Error(`the stack has no output ${name}; it has ${Object.keys(outputs).join(', ')}`)
    return value
  }
  return {
    archiveBucket: read('ArchiveBucketName'),
    quarantineBucket: read('QuarantineBucketName'),
    table: read('TableName'),
    ingestFunction: read('IngestFunctionName'),
    alertFunction: read('AlertFunctionName'),
    compactFunction: read('CompactFunctionName'),
    topics: Object.keys(outputs)
      .filter((name) => name.startsWith('TopicArn'))
      .map(read),
  }
}
