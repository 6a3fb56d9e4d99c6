import type { Readable, Writable } from 'node:stream'
import type { Arguments, Options } from './args.ts'

/** The world that a command runs in; tests bring their own. */
export interface World {
  readonly stdin: Readable
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly folder: string
  readonly now: () => number
  /** Calls back when the user wants to stop (Ctrl-C); returns what takes the callback away. */
  readonly onInterrupt: (stop: () => void) => () => void
}

/** One command of `sluice`. `run` returns the exit code, and throws `CliError` for what a user can mend. */
export interface Command {
  readonly summary: string
  readonly usage: string
  readonly about: string
  readonly options: Options
  readonly examples: readonly (readonly [command: string, meaning: string])[]
  run(args: Arguments, world: World): Promise<0 | 1>
}
