import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'sluice-app-'))
afterAll(() => rmSync(scratch, { recursive: true }))

interface Run {
  readonly code: number
  readonly stderr: string
  readonly out: string
}

/** Runs lib/app.ts as the CDK's command line does. */
function app(name: string, config?: string): Promise<Run> {
  const out = join(scratch, name)
  const context = config === undefined ? {} : { config }
  const env = { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) }
  return new Promise((done) => {
    execFile(process.execPath, ['lib/app.ts'], { cwd: root, env }, (error, _stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stderr, out }),
    )
  })
}

function configFile(name: string, content: string): string {
  writeFileSync(join(scratch, name), content)
  return join(scratch, name)
}

test('the sample configuration synthesizes, with nothing that cdk-nag objects to', async () => {
  const { code, stderr, out } = await app('sample')
  expect(stderr).not.toMatch(/AwsSolutions|deprecated/)
  expect(code).toBe(0)
  const template = JSON.parse(readFileSync(join(out, 'shop-sluice.template.json'), 'utf8'))
  expect(Object.keys(template.Outputs)).toContain('ArchiveBucketName')
})

test('a configuration that cannot be used is explained in plain words, with file and path', async () => {
  const file = configFile(
    'bad.json',
    JSON.stringify({ name: 'shop', sources: [{ logGroups: ['/x'] }], alert: [] }),
  )
  const { code, stderr } = await app('bad', file)
  expect(code).toBe(1)
  expect(stderr).toContain(`${file} cannot be used:\nalert: unknown option`)
  expect(stderr).not.toMatch(/^\s+at /m)
})

test.each([
  ['that is not there', undefined],
  ['that exports nothing', 'export {}'],
])('a file %s is named, without a stack trace', async (_which, content) => {
  const file = content === undefined ? join(scratch, 'missing.ts') : configFile('empty.ts', content)
  const { code, stderr } = await app('none', file)
  expect(code).toBe(1)
  expect(stderr).toContain(file)
  expect(stderr).not.toMatch(/^\s+at /m)
})
