/**
 * Proves the whole path over the wire: a real Flask process → PutLogEvents → subscription → the deployed functions → S3,
 * DynamoDB, SNS → SQS. It runs against a local AWS of its own, or the one that `AWS_ENDPOINT_URL` names, and takes some
 * three minutes. What the steps print is in `.e2e/`. Exit code 0 when every check passed.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { Checks, progress } from './checks.ts'
import { Cleanup } from './cleanup.ts'
import { pipelineStory } from './pipeline-story.ts'
import { output } from './places.ts'
import { pythonEnvironment } from './python.ts'
import { reportStory } from './report-story.ts'

const checks = new Checks()
const cleanup = new Cleanup()

async function end(code: number): Promise<never> {
  await cleanup.run()
  console.log(checks.summary())
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(130))

rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })
try {
  progress('Python environment')
  const bin = await pythonEnvironment(cleanup)
  await pipelineStory(bin, checks, cleanup)
  await reportStory(checks, cleanup)
} catch (error) {
  checks.check('the run comes to its end', [(error as Error).stack ?? String(error)])
}
await end(checks.failed === 0 && checks.passed > 0 ? 0 : 1)
