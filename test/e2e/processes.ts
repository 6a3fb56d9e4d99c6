import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cleanup } from './cleanup.ts'

export interface Command {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** The file that takes what the process prints. */
  readonly log: string
}

/**
 * Starts a process in a group of its own, so that it and whatever it starts can be ended by its pid, and nothing else.
 * `signal` is how: some servers ignore the polite one.
 */
export function start(
  { command, args, env, cwd, log }: Command,
  cleanup: Cleanup,
  signal: NodeJS.Signals = 'SIGTERM',
): ChildProcess {
  const child = spawn(command, [...args], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = createWriteStream(log)
  child.stdout.pipe(output, { end: false })
  child.stderr.pipe(output, { end: false })
  child.on('error', (error) => output.write(`${error.message}\n`))
  cleanup.add(() => endGroup(child, signal))
  return child
}

async function endGroup(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined) return
  const running = child.exitCode === null && child.signalCode === null
  if (running) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    process.kill(child.pid, signal)
    await Promise.race([ended, sleep(5_000, undefined, { ref: false })])
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // ESRCH: the group has ended already, which is what was wanted.
  }
}

const lastLines = (file: string, count: number): string =>
  (existsSync(file) ? readFileSync(file, 'utf8') : '').trimEnd().split('\n').slice(-count).join('\n')

/**
 * Runs a process to its end.
 *
 * @throws {Error} with the last lines that it printed, when it fails or takes longer than `seconds`.
 */
export async function finish(command: Command, cleanup: Cleanup, seconds = 180): Promise<void> {
  const child = start(command, cleanup)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === 0 ? '' : `ended with ${code ?? signal}`))
  })
  const late = sleep(seconds * 1_000, `still running after ${seconds} s`, { ref: false })
  const problem = await Promise.race([ended, late])
  if (problem === '') return
  const said = `${command.command} ${command.args.join(' ')}`
  throw new Error(`${said}\n${problem}; the last of ${command.log}:\n${lastLines(command.log, 25)}`)
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(socket.destroy() !== undefined))
    socket.once('error', () => resolve(false))
  })

/** Waits until `condition` holds, looking every quarter of a second. False when it does not within `seconds`. */
export async function eventually(condition: () => Promise<boolean>, seconds = 60): Promise<boolean> {
  const deadline = performance.now() + seconds * 1_000
  while (!(await condition())) {
    if (performance.now() > deadline) return false
    await sleep(250)
  }
  return true
}

/** @throws {Error} when nothing listens on the port within `seconds`. */
export async function listening(port: number, seconds = 60): Promise<void> {
  if (!(await eventually(() => answers(port), seconds)))
    throw new Error(`nothing listens on 127.0.0.1:${port} after ${seconds} s`)
}
