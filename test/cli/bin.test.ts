import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { eventIds } from './archive.ts'
import { file, temporaryFolder } from './world.ts'

const bin = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function start(args: readonly string[], folder: string) {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const { promise, resolve } = Promise.withResolvers<Ended>()
  child.on('close', (code) => resolve({ code, out, err }))
  return { child, ended: promise }
}

test('the command runs, passes input through, and ends with the right code', async () => {
  const folder = temporaryFolder()
  const { child, ended } = start(['redact'], folder)
  child.stdin.end('mail jane@example.com\n')
  expect(await ended).toEqual({ code: 0, out: 'mail [REDACTED:email]\n', err: '' })
  expect((await start(['rnu'], folder).ended).code).toBe(2)
})

test('Ctrl-C ends a run on a live input with its summary', async () => {
  const folder = temporaryFolder()
  const { child, ended } = start(['run', '-'], folder)
  child.stdin.write('2026-03-01T10:00:00Z INFO hello\n')
  await expect.poll(() => eventIds(`${folder}/sluice-out`).length, { timeout: 10_000 }).toBe(1)
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ code: 0, out: expect.stringMatching(/1 event/) })
})

test('a reader that goes away is no error', async () => {
  const folder = temporaryFolder()
  const log = file(folder, 'a.log', 'a line without secrets\n'.repeat(200_000))
  const { child, ended } = start(['redact', log], folder)
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await ended).toMatchObject({ code: 0, err: '' })
})
