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

let ending: Promise<never> | undefined

/** Ends what was started, once: an interruption makes the steps fail too, and they must not end the cleaning up. */
function end(code: () => number): Promise<never> {
  ending ??= cleanup.run().then(() => {
    console.log(checks.summary())
    process.exit(code())
  })
  return ending
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    checks.check(`the run is not interrupted (${signal})`, ['it was'])
    void end(() => 130)
  })

rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })
try {
  progress('Python environment')
  const bin = await pythonEnvironment(cleanup)
  await pipelineStory(bin, checks, cleanup)
  await reportStory(checks, cleanup)
} catch (error) {
  if (ending) await ending
  checks.check('the run comes to its end', [(error as Error).stack ?? String(error)])
}
await end(() => (checks.failed === 0 && checks.passed > 0 ? 0 : 1))
