import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { World } from '../../cli/command.ts'
import { sluice } from '../../cli/sluice.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

class Sink extends Writable {
  text = ''
  private readonly heard: (text: string) => void

  constructor(heard: (text: string) => void = () => {}) {
    super()
    this.heard = heard
  }

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    this.heard(chunk.toString())
    done()
  }
}

/** How a command ended, and what it said. */
export interface Outcome {
  readonly exit: number
  readonly out: string
  readonly err: string
}

export interface Circumstances {
  readonly folder: string
  readonly stdin?: string | Buffer | Readable
  readonly now?: number
  readonly env?: World['env']
  /** Hears standard output while it is written. */
  readonly heard?: (text: string) => void
  readonly interrupted?: (stop: () => void) => void
}

/** Runs `sluice` in this process, in `folder`. */
export async function command(args: readonly string[], circumstances: Circumstances): Promise<Outcome> {
  const { folder, stdin = '', now = Date.UTC(2026, 2, 1, 12), env = {}, heard, interrupted } = circumstances
  const [stdout, stderr] = [new Sink(heard), new Sink()]
  const world: World = {
    stdin: stdin instanceof Readable ? stdin : Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    env,
    folder,
    now: () => now,
    onInterrupt(stop) {
      interrupted?.(stop)
      return () => {}
    },
  }
  const exit = await sluice(args, world)
  return { exit, out: stdout.text, err: stderr.text }
}

/** Writes a file into `folder` and returns its path. */
export function file(folder: string, name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
