import { styleText } from 'node:util'
import { readArguments } from './args.ts'
import type { Command, World } from './command.ts'
import { CliError, errorCode, usageError } from './errors.ts'
import { commandHelp, overview } from './help.ts'
import { onInterrupt } from './interrupt.ts'
import { plain } from './terminal.ts'
import { version } from './version.ts'

/** Each is loaded when it is asked for: all of them together take most of a second. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run/index.ts')).run,
  redact: async () => (await import('./redact/index.ts')).redact,
  explain: async () => (await import('./explain/index.ts')).explain,
  check: async () => (await import('./check/index.ts')).check,
  tune: async () => (await import('./tune/index.ts')).tune,
  subscriptions: async () => (await import('./subscriptions/index.ts')).subscriptions,
  search: async () => (await import('./search/index.ts')).search,
  query: async () => (await import('./query/index.ts')).query,
  compact: async () => (await import('./compact/index.ts')).compact,
  verify: async () => (await import('./verify/index.ts')).verifyArchive,
  erase: async () => (await import('./erase/index.ts')).erase,
  pseudonym: async () => (await import('./pseudonym/index.ts')).pseudonym,
  backfill: async () => (await import('./backfill/index.ts')).backfill,
  redrive: async () => (await import('./redrive/index.ts')).redrive,
  replay: async () => (await import('./replay/index.ts')).replay,
}

async function all(): Promise<Record<string, Command>> {
  const loaded = Object.entries(commands).map(async ([name, load]) => [name, await load()] as const)
  return Object.fromEntries(await Promise.all(loaded))
}

async function commandNamed(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load) return load()
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
    world.stderr.write(overview(await all()))
    return 2
  }
  if (name === 'help' && rest[0] === undefined) return dispatch(['--help'], world)
  if (name === 'help') return dispatch([rest[0]!, '--help'], world)
  if (name === '--help' || name === '-h') return write(world, overview(await all()))
  if (name === '--version' || name === 'version') return write(world, `${version()}\n`)
  const command = await commandNamed(name)
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
