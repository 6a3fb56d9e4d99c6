import { styleText } from 'node:util'
import { readArguments } from './args.ts'
import { backfill } from './backfill/index.ts'
import { check } from './check/index.ts'
import type { Command, World } from './command.ts'
import { compact } from './compact/index.ts'
import { erase } from './erase/index.ts'
import { CliError, errorCode, usageError } from './errors.ts'
import { explain } from './explain/index.ts'
import { commandHelp, overview } from './help.ts'
import { onInterrupt } from './interrupt.ts'
import { pseudonym } from './pseudonym/index.ts'
import { query } from './query/index.ts'
import { redact } from './redact/index.ts'
import { redrive } from './redrive/index.ts'
import { replay } from './replay/index.ts'
import { run } from './run/index.ts'
import { search } from './search/index.ts'
import { subscriptions } from './subscriptions/index.ts'
import { plain } from './terminal.ts'
import { tune } from './tune/index.ts'
import { verifyArchive } from './verify/index.ts'
import { version } from './version.ts'

const commands: Readonly<Record<string, Command>> = {
  run,
  redact,
  explain,
  check,
  tune,
  subscriptions,
  search,
  query,
  compact,
  verify: verifyArchive,
  erase,
  pseudonym,
  backfill,
  redrive,
  replay,
}

function commandNamed(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command) return command
  const what = name.startsWith('-') ? `unknown option ${plain(name)}` : `unknown command ${plain(name)}`
  const allowed = name.startsWith('-') ? '--help, --version' : Object.keys(commands).join(', ')
  throw usageError(
    name.startsWith('-') ? 'unknown_option' : 'unknown_command',
    `${what}; allowed here: ${allowed}`,
  )
}

const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((each) => each === '--help' || each === '-h')
}

async function dispatch(args: readonly string[], world: World): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined) {
    world.stderr.write(overview(commands))
    return 2
  }
  if (name === 'help' && rest[0] === undefined) return dispatch(['--help'], world)
  if (name === 'help') return dispatch([rest[0]!, '--help'], world)
  if (name === '--help' || name === '-h') return write(world, overview(commands))
  if (name === '--version' || name === 'version') return write(world, `${version()}\n`)
  const command = commandNamed(name)
  if (asksForHelp(rest)) return write(world, commandHelp(command))
  return command.run(readArguments(rest, command.options), world)
}

function write(world: World, text: string): 0 {
  world.stdout.write(text)
  return 0
}

const aboutUsage = new Set([
  'unknown_option',
  'missing_value',
  'wrong_value',
  'unexpected_value',
  'unexpected_argument',
])

function complaint(error: CliError, command: string | undefined, world: World): string {
  const label = styleText('red', `sluice: [${error.code}]`, { stream: world.stderr })
  const known = command !== undefined && Object.hasOwn(commands, command)
  const more = error.code === 'unknown_command' || aboutUsage.has(error.code)
  return `${label} ${error.message}\n${more ? `See sluice ${known ? `${command} ` : ''}--help.\n` : ''}`
}

/** Runs one command line and returns the exit code. Says on standard error what went wrong, with its code. */
export async function sluice(args: readonly string[], world: World): Promise<number> {
  try {
    return await dispatch(args, world)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    world.stderr.write(complaint(error, args[0], world))
    return error.exit
  }
}

/** What went wrong inside Sluice itself: never the message of an unknown error, it may quote what was read. */
function bug(error: unknown): string {
  const where =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  const name = error instanceof Error ? error.name : typeof error
  return `sluice: [internal] ${name} ${errorCode(error)}\n${where.slice(0, 5).join('\n')}\nThis is a fault of Sluice. The message is left out, it could quote your log.\n`
}

/** The entry of the `sluice` command. Sets the exit code and lets the process end by itself, so that output is complete. */
export async function main(args: readonly string[]): Promise<void> {
  const { stdin, stdout, stderr, env } = process
  for (const stream of [stdout, stderr])
    stream.on('error', (error) => {
      if (errorCode(error) !== 'EPIPE') throw error
      process.exit(process.exitCode ?? 0)
    })
  const world = { stdin, stdout, stderr, env, folder: process.cwd(), now: Date.now, onInterrupt }
  try {
    process.exitCode = await sluice(args, world)
  } catch (error) {
    stderr.write(bug(error))
    process.exitCode = 1
  }
  stdin.destroy()
}
