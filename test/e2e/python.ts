import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cleanup } from './cleanup.ts'
import { output, root } from './places.ts'
import { finish } from './processes.ts'

const requirements = [join(root, 'test/e2e/requirements.txt'), join(root, 'examples/flask/requirements.txt')]

/** The folder is named after what is in it: other requirements, another folder. Outside of the tree, for reuse. */
function folder(): string {
  const contents = requirements.map((file) => readFileSync(file, 'utf8')).join('\n')
  const version = createHash('sha256').update(contents).digest('hex').slice(0, 12)
  return join(tmpdir(), `sluice-e2e-python-${version}`)
}

/**
 * A Python virtual environment with the local AWS and what the shop needs; made once, then reused.
 *
 * @returns its `bin` folder.
 */
export async function pythonEnvironment(cleanup: Cleanup): Promise<string> {
  const place = folder()
  const ready = join(place, 'ready')
  const bin = join(place, 'bin')
  if (existsSync(ready)) return bin
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  const common = { env: process.env, log: join(output, 'python.log') }
  await finish({ command: 'python3', args: ['-m', 'venv', place], ...common }, cleanup)
  const files = requirements.flatMap((file) => ['-r', file])
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...files]
  await finish({ command: join(bin, 'python'), args, ...common }, cleanup, 240)
  writeFileSync(ready, '')
  return bin
}
