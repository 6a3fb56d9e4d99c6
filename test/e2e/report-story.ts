import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { noSecretIn, type Place } from './assertions/secrets.ts'
import { type Visit, visit } from './browser.ts'
import { type Checks, progress } from './checks.ts'
import type { Cleanup } from './cleanup.ts'
import { output, path, root } from './places.ts'
import { finish } from './processes.ts'

/** A picture of an empty page is about 5 kB. */
const leastPictureBytes = 30_000

async function run(logs: readonly string[], out: string, cleanup: Cleanup): Promise<string> {
  const args = ['cli/bin.mjs', 'run', ...logs, '--out', out]
  const env = { ...process.env, PATH: path }
  await finish({ command: 'node', args, env, cwd: root, log: `${out}.log` }, cleanup)
  const report = join(out, 'report.html')
  if (!existsSync(report)) throw new Error('sluice run left no report.html')
  return report
}

function harmless({ errors, requests, pwned, title }: Visit): string[] {
  return [
    ...errors,
    ...requests.map((url) => `the page asked for ${url.slice(0, 100)}`),
    ...(pwned === undefined ? [] : [`a script out of a log line ran: ${String(pwned)}`]),
    ...(title.includes('pwned') ? ['a log line changed the title'] : []),
  ]
}

async function checkShopReport(checks: Checks, cleanup: Cleanup): Promise<void> {
  progress('sluice run on the log of the example, its report in Chromium')
  const out = join(output, 'sluice-shop')
  const report = await run([join(root, 'examples/flask/logs/shop.log')], out, cleanup)
  const page = await visit(report, join(output, 'report.png'), cleanup)
  checks.check('the report opens offline, without an error or a request', harmless(page))
  const problems = []
  if (page.drawings === 0) problems.push('it draws nothing')
  if (!page.text.includes('error-burst') && !page.text.includes('incident'))
    problems.push('it names no incident')
  if (page.screenshotBytes < leastPictureBytes)
    problems.push(`the picture has ${page.screenshotBytes} bytes only`)
  checks.check('the report shows the burst', problems)
  checkOutput(out, checks)
}

/** All files of a local run, but for the quarantine; compressed ones inflated. */
function outputFiles(out: string): Place[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(out, 'quarantine')))
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      const text = entry.name.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes
      return { name: entry.name, text: text.toString('latin1') }
    })
}

function checkOutput(out: string, checks: Checks): void {
  const planted = JSON.parse(readFileSync(join(root, 'examples/flask/planted-secrets.json'), 'utf8'))
  const places = outputFiles(out)
  const missing = ['report.html', 'alerts.jsonl', '.zst'].filter(
    (name) => !places.some((place) => place.name.endsWith(name)),
  )
  checks.check(`none of ${planted.length} secrets is in the ${places.length} files of the run`, [
    ...missing.map((name) => `no file ${name}`),
    ...noSecretIn(places, planted),
  ])
}

/** Enough of the same that they are top errors and an incident, too: their text then stands in every part of the page. */
function hostileLog(): string {
  const lines = readFileSync(join(import.meta.dirname, 'hostile.log'), 'utf8')
  const file = join(output, 'hostile.log')
  writeFileSync(file, lines.repeat(20))
  return file
}

async function checkHostileReport(checks: Checks, cleanup: Cleanup): Promise<void> {
  progress('a hostile log, its report in Chromium')
  const report = await run([hostileLog()], join(output, 'sluice-hostile'), cleanup)
  const page = await visit(report, join(output, 'report-hostile.png'), cleanup)
  checks.check('no script from a log line runs, and nothing is fetched', harmless(page))
  checks.check(
    'the hostile lines are shown as text',
    page.text.includes('<script>') ? [] : ['they are not in the page'],
  )
}

/** The HTML report of `sluice run`, in a real browser. */
export async function reportStory(checks: Checks, cleanup: Cleanup): Promise<void> {
  await checkShopReport(checks, cleanup)
  await checkHostileReport(checks, cleanup)
}
