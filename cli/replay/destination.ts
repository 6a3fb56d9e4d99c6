import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { link, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createPost } from '../../lambdas/core/replay/index.ts'
import type { Arguments } from '../args.ts'
import type { World } from '../command.ts'
import { errorCode, failure, usageError } from '../errors.ts'
import { plain } from '../terminal.ts'
import { readHeaders } from './headers.ts'

/** Where records go. */
export interface Destination {
  send(lines: string): Promise<void>
  /** Everything was sent. */
  finish(): Promise<void>
  /** Not everything was sent. */
  giveUp(): Promise<void>
  /** Whether what was sent before giving up is there, so that one can go on. */
  readonly keeps: boolean
}

/** What a test replaces. */
export interface Patience {
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
  readonly random: () => number
}

export const patience: Patience = {
  wait: (milliseconds, signal) => pause(milliseconds, undefined, signal ? { signal } : {}),
  random: Math.random,
}

const nothing = async (): Promise<void> => {}

const standardOutput = ({ stdout }: World): Destination => ({
  async send(lines) {
    if (!stdout.write(lines)) await once(stdout, 'drain')
  },
  finish: nothing,
  giveUp: nothing,
  keeps: true,
})

/** A file that is there is whole: it is written under another name first, and never replaces one. */
function toFile(path: string): Destination {
  const exists = () => usageError('file_exists', `${plain(path)} is there already; name another file`)
  const cannot = (error: unknown) =>
    failure('file_not_writable', `cannot write ${plain(path)}: ${errorCode(error)}`, error)
  if (existsSync(path)) throw exists()
  const part = `${path}.part-${process.pid}`
  const stream = createWriteStream(part, { flags: 'wx' })
  let broken: Error | undefined
  stream.on('error', (error) => {
    broken = cannot(error)
  })
  const write = async (lines: string): Promise<void> => {
    if (broken) throw broken
    await new Promise<void>((done, fail) => {
      stream.write(lines, (error) => (error ? fail(cannot(error)) : done()))
    })
  }
  return {
    send: write,
    async finish() {
      await write('')
      await new Promise<void>((done) => stream.end(done))
      try {
        await link(part, path)
      } catch (error) {
        throw errorCode(error) === 'EEXIST' ? exists() : cannot(error)
      } finally {
        await rm(part, { force: true })
      }
    },
    async giveUp() {
      stream.destroy()
      await rm(part, { force: true })
    },
    keeps: false,
  }
}

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost'])

function urlOf(written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname))
  if (!url || !isSafe)
    throw usageError(
      'wrong_value',
      '--to-destination must be -, a file, or an address that begins with https://',
    )
  if (url.username !== '' || url.password !== '')
    throw usageError('wrong_value', 'the address must not hold a password: use --header')
  return url
}

const toAddress = (
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
  world: World,
  how: Patience,
) => ({
  send: createPost({ url, headers, fetch, clock: world.now, signal, ...how }),
  finish: nothing,
  giveUp: nothing,
  keeps: true,
})

/**
 * Opens what --to-destination names.
 *
 * @throws {CliError} when it is none, or a file that is there already.
 */
export function openDestination(
  { values }: Arguments,
  world: World,
  signal: AbortSignal,
  how: Patience,
): Destination {
  const written = values['to-destination'] ?? '-'
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(written)
  if (values['header'] !== undefined && !isAddress)
    throw usageError('wrong_value', '--header is for an address only')
  if (isAddress)
    return toAddress(urlOf(written), readHeaders(values['header'], world.env), signal, world, how)
  return written === '-' ? standardOutput(world) : toFile(resolve(world.folder, written))
}
