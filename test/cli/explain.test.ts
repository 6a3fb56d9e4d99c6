import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { command, file, temporaryFolder } from './world.ts'

const secret = `sesame${'-open'}-2718`
const log = `2026-03-01 10:00:00,123 WARNING [shop.web] retry 3 of 5 for jane.doe@example.com, password=${secret}
[2026-03-01 10:00:01 +0000] [7] [ERROR] Exception on /pay
Traceback (most recent call last):
  File "/srv/app/pay.py", line 12, in charge
    card(number)
ValueError: password=${secret} is bad

no time and no level
`

const explain = async (text: string, ...more: string[]) =>
  (await command(['explain', ...more], { folder: temporaryFolder(), stdin: text })).out

const json = async (text: string) =>
  (await explain(text, '--json'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('sluice explain', () => {
  test('shows each record with its lines, format, severity, time, logger, service and fingerprint', async () => {
    const out = await explain(log)
    expect(out.match(/^standard input:.*$/gm)).toEqual([
      'standard input:1',
      'standard input:2-6',
      'standard input:8',
    ])
    expect(out).toMatch(/severity +warn \(WARNING\) +- the head of the line/)
    expect(out).toMatch(/time +2026-03-01T10:00:00\.123Z +- the head of the line/)
    expect(out).toMatch(/logger +shop\.web/)
    expect(out).toMatch(/service +\S+ +- the configuration/)
    expect(out).toMatch(/template +retry \* of \* for/)
    expect(out).toMatch(
      /fingerprint +v1:[0-9a-f]{16} +- the exception's type and 1 frame of the application$/m,
    )
    expect(out).toMatch(/ValueError at\n +app\/pay charge\n/)
    expect(out).toMatch(/redacted +email 1, /)
  })

  test('shows nothing that redaction removed, in no form', async () => {
    for (const out of [await explain(log), await explain(log, '--json')]) {
      expect(out).not.toContain(secret)
      expect(out).not.toContain('jane.doe')
    }
  })

  test('says where a time comes from that the text does not tell', async () => {
    const [first, second, third] = await json(
      'nothing\n2026-03-01T10:00:00Z INFO x\nJun  1 10:00:00 ERROR y\n',
    )
    expect(first.time).toEqual({ at: '2026-03-01T12:00:00.000Z', origin: 'arrival', from: 'nothing' })
    expect(second.time).toEqual({ at: '2026-03-01T10:00:00.000Z', origin: 'log', from: 'head' })
    expect(third.time).toEqual({
      at: '2026-03-01T10:00:00.000Z',
      origin: 'line_before',
      from: 'not_believed',
    })
  })

  test('names the field that a value of JSON comes from', async () => {
    const text =
      '{"@timestamp":"2026-03-01T10:00:00Z","log":{"level":"error"},"message":"x 1","service":"cart"}\n'
    const [record] = await json(text)
    expect(record).toMatchObject({
      format: 'json',
      severity: { number: 17, text: 'error', from: 'field', key: 'log.level' },
      time: { from: 'field', key: '@timestamp' },
      service: { name: 'cart', origin: 'log' },
      template: 'x *',
      fingerprint: { kept: true, by: 'message' },
    })
  })

  test('takes compressed files, and the service of the log group that they stand for', async () => {
    const folder = temporaryFolder()
    const config = file(
      folder,
      'pipeline.config.json',
      JSON.stringify({ name: 'shop', sources: [{ logGroups: ['/ecs/web'], service: 'web' }] }),
    )
    const name = file(folder, 'a.log.gz', gzipSync('INFO: hello\n'))
    const { out } = await command(['explain', name, '-c', config, '--log-group', '/ecs/web'], { folder })
    expect(out).toMatch(/service +web/)
    expect(out).toContain('a.log.gz:1\n')
  })

  test('cannot be made to steer a terminal', async () => {
    const out = await explain('ERROR: \u001b]0;owned\u0007 \u202e x\n')
    expect(out).not.toMatch(/[\u0007\u001b\u202e]/)
  })
})
