import { PassThrough } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineSplitter } from '../../cli/input/lines.ts'
import { Blocks } from '../../cli/redact/blocks.ts'
import { command, file, temporaryFolder } from './world.ts'

const material = Array.from({ length: 8 }, (_, i) => `MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${i}`).join('\n')
const privateKey = `-----BEGIN ${'PRIVATE'} KEY-----\n${material}\n-----END ${'PRIVATE'} KEY-----`

test('what holds nothing to redact comes out byte for byte', async () => {
  const folder = temporaryFolder()
  const bytes = Buffer.from('plain\r\n\n  two \xff\xfe\0\nno end', 'latin1')
  const { out, exit } = await command(['redact', file(folder, 'a.log', bytes)], { folder })
  expect([exit, out]).toEqual([0, bytes.toString()])
})

test('secrets go, line ends and everything else stay', async () => {
  const { out } = await command(['redact'], {
    folder: temporaryFolder(),
    stdin: 'a jane@example.com b\r\nc\r\njoe@example.com',
  })
  expect(out).toBe('a [REDACTED:email] b\r\nc\r\n[REDACTED:email]')
})

test('compressed files are unpacked, several files follow each other', async () => {
  const folder = temporaryFolder()
  const names = [file(folder, 'a.gz', gzipSync('one\n')), file(folder, 'b.log', 'two\n')]
  expect((await command(['redact', ...names], { folder })).out).toBe('one\ntwo\n')
})

describe('a private key over many lines', () => {
  test('goes as a whole', async () => {
    const { out } = await command(['redact'], {
      folder: temporaryFolder(),
      stdin: `before\n${privateKey}\nafter\n`,
    })
    expect(out).toMatch(/^before\n.*\[REDACTED:private_key\].*\nafter\n$/s)
    expect(out).not.toContain('MIIE')
  })

  test('goes as a whole when it arrives line by line, slowly', async () => {
    const stdin = new PassThrough()
    const running = command(['redact'], { folder: temporaryFolder(), stdin })
    for (const line of `${privateKey}\nafter`.split('\n').slice(0, 4)) {
      stdin.write(`${line}\n`)
      await new Promise((done) => setTimeout(done, 200))
    }
    stdin.end(`${privateKey}\nafter`.split('\n').slice(4).join('\n'))
    expect((await running).out).not.toContain('MIIE')
  })
})

test('a live input is not held back', async () => {
  const stdin = new PassThrough()
  let arrived = ''
  const heard = (text: string) => {
    arrived += text
  }
  stdin.write('mail jane@example.com\n')
  const running = command(['redact'], { folder: temporaryFolder(), stdin, heard })
  await expect.poll(() => arrived, { timeout: 2_000 }).toBe('mail [REDACTED:email]\n')
  stdin.end('end')
  expect((await running).out).toBe('mail [REDACTED:email]\nend')
})

test('--explain says what was found where, never the value', async () => {
  const folder = temporaryFolder()
  const log = file(folder, 'a.log', 'nothing\nmail jane@example.com\n')
  const { err } = await command(['redact', '--explain', log], { folder })
  expect(err).toBe(`${log}:2:6: email, 16 characters, mask\n`)
})

test('no line is lost or doubled by grouping, and blocks come in order', () => {
  const line = fc.constantFrom(
    'INFO a',
    '',
    '  at x',
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in f',
    'ValueError: x',
    ...privateKey.split('\n').slice(0, 2),
    privateKey.split('\n').at(-1)!,
  )
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 60 }),
      fc.array(fc.nat(60), { maxLength: 3 }),
      (lines, pauses) => {
        const blocks = new Blocks()
        const given = lines.flatMap((text, i) => {
          const [made] = new LineSplitter().push(Buffer.from(`${text}\n`))
          const ready = blocks.add({ number: i, text, line: made! })
          return [...ready, ...(pauses.includes(i) ? blocks.complete() : [])]
        })
        expect([...given, ...blocks.flush()].flat().map(({ number }) => number)).toEqual(
          lines.map((_, i) => i),
        )
      },
    ),
    { seed: 1 },
  )
})
