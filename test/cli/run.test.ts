import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { archived, eventIds, everythingWritten, objects } from './archive.ts'
import { command, file, temporaryFolder } from './world.ts'

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString()
const errors = Array.from(
  { length: 12 },
  (_, i) => `${at(i)} ERROR shop.payments: card declined, attempt ${i}\n`,
).join('')
const calm = `${at(3_000)} INFO shop.web: all is well\n`
const secret = `sesame${'-open'}-2718`
const leak = `${at(20)} INFO shop.web: mail from jane.doe@example.com, password=${secret}\n`

const alertsOf = (out: string) =>
  readFileSync(join(out, 'alerts.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('a run on a file', () => {
  test('archives every line, tells of the burst and its end, and writes a report', async () => {
    const folder = temporaryFolder()
    const log = file(folder, 'app.log', errors + leak + calm)
    const { exit, out, err } = await command(['run', log], { folder })
    const dir = join(folder, 'sluice-out')
    expect([exit, err]).toEqual([0, ''])
    expect(eventIds(dir)).toHaveLength(14)
    expect(alertsOf(dir).map(({ rule, state }) => [rule, state])).toEqual([
      ['error-burst', 'firing'],
      ['error-burst', 'resolved'],
    ])
    expect(readFileSync(join(dir, 'report.html'), 'utf8')).toContain('error-burst')
    expect(out).toMatch(/14 events/)
    expect(out).toMatch(/error-burst 1 time/)
    expect(out).toMatch(/threshold 10/)
  })

  test('leaves no secret anywhere that it writes', async () => {
    const folder = temporaryFolder()
    const { out } = await command(['run', file(folder, 'app.log', errors + leak)], { folder })
    for (const text of [out, everythingWritten(join(folder, 'sluice-out'))]) {
      expect(text.includes(secret)).toBe(false)
      expect(text.includes('jane.doe@example.com')).toBe(false)
    }
    expect(out).toMatch(/email 1/)
  })

  test('says how the log could be better, with the place in the code, in one line and in the report', async () => {
    const folder = temporaryFolder()
    const text = JSON.stringify({
      level: 'DEBUG',
      logger: 'shop.db',
      message: 'q',
      pathname: 'db.py',
      lineno: 7,
    })
    const { out } = await command(['run', file(folder, 'app.log', `${text}\n${calm}`)], { folder })
    expect(out).toMatch(/Hints +1 logger with DEBUG on \(db\.py:7\); see the report\n/)
    const page = readFileSync(join(folder, 'sluice-out', 'report.html'), 'utf8')
    expect(page).toMatch(/How this log could be better.*DEBUG is enabled.*shop\.db.*db\.py:7/s)
  })

  test('adds nothing when it is run again, and the report says the same', async () => {
    const folder = temporaryFolder()
    const log = file(folder, 'app.log', errors + leak + calm)
    const out = join(folder, 'sluice-out')
    const first = await command(['run', log], { folder })
    const before = [objects(out), readFileSync(join(out, 'alerts.jsonl'), 'utf8')]
    const second = await command(['run', log], { folder })
    expect([objects(out), readFileSync(join(out, 'alerts.jsonl'), 'utf8')]).toEqual(before)
    expect(second.out).toMatch(/0 events.*14 were there already/)
    expect(second.out).toContain(first.out.slice(first.out.indexOf('Alerts fired')))
  })

  test('adds only what is new when the file has grown, also in the middle of a line', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'sluice-out')
    const whole = errors + leak + calm
    for (const length of [100, 400, 777, whole.length]) {
      await command(['run', file(folder, 'app.log', whole.slice(0, length))], { folder })
    }
    const ids = eventIds(out)
    expect(new Set(ids).size).toBe(ids.length)
    expect(
      archived(out)
        .map(({ body }) => body)
        .join('\n'),
    ).toContain('all is well')
  })

  test('keeps files of the same name apart', async () => {
    const folder = temporaryFolder()
    for (const name of ['a', 'b']) mkdirSync(join(folder, name))
    const names = ['a', 'b'].map((name) => file(folder, `${name}/app.log`, calm))
    await command(['run', ...names], { folder })
    expect(eventIds(join(folder, 'sluice-out'))).toHaveLength(2)
  })

  test('reads what is compressed, CRLF, NUL, bytes that are no UTF-8, and no last line end', async () => {
    const folder = temporaryFolder()
    const zipped = file(folder, 'a.log.gz', Buffer.concat([gzipSync('one\r\ntwo'), gzipSync('\r\nthree')]))
    const zstd = file(folder, 'b.log.zst', zstdCompressSync('four\n\n'))
    const odd = file(
      folder,
      'c.log',
      Buffer.concat([Buffer.from([0, 0xff, 0xfe, 0x41]), Buffer.from('\nfive')]),
    )
    const empty = file(folder, 'd.log', '')
    const { exit, out } = await command(['run', zipped, zstd, odd, empty], { folder })
    expect(exit).toBe(0)
    expect(out).toMatch(/6 events/)
    expect(archived(join(folder, 'sluice-out')).map(({ body }) => body)).toEqual(
      expect.arrayContaining(['one', 'two', 'three', 'four', 'five']),
    )
  })

  test('reads UTF-16 and byte order marks, as Windows writes them', async () => {
    const folder = temporaryFolder()
    const wide = file(folder, 'a.log', Buffer.from(`\ufeff${leak}`, 'utf16le'))
    const wideToo = file(folder, 'b.log', Buffer.from(`\ufeff${leak}`, 'utf16le').swap16())
    const marked = file(folder, 'c.log', `\ufeff{"level":"WARN","message":"marked"}\n`)
    const { out } = await command(['run', wide, wideToo, marked], { folder })
    expect(out).toMatch(/email 2/)
    expect(archived(join(folder, 'sluice-out')).map(({ body }) => body)).toContain('marked')
  })

  test('processes what could be read of a damaged file, and fails', async () => {
    const folder = temporaryFolder()
    const whole = gzipSync(Array.from({ length: 20_000 }, (_, i) => `line ${i * 7919}\n`).join(''))
    const damaged = file(folder, 'a.log.gz', whole.subarray(0, whole.length - 2_000))
    const { exit, out, err } = await command(['run', damaged, file(folder, 'b.log', calm)], { folder })
    expect(exit).toBe(1)
    expect(err).toMatch(/^sluice: \[not_decompressed\] .*a\.log\.gz/)
    expect(out).toMatch(/2 inputs/)
    expect(eventIds(join(folder, 'sluice-out')).length).toBeGreaterThan(1_000)
  })
})

describe('the service', () => {
  const config = `export default { name: 'shop', sources: [
    { logGroups: ['/ecs/web'], service: 'web' }, { logGroups: ['/ecs/pay'], service: 'pay' }] }`

  test.each([
    ['/ecs/pay', 'pay'],
    ['/other', 'web'],
  ])('of the log group %s is %s', async (group, service) => {
    const folder = temporaryFolder()
    const args = ['--config', file(folder, 'c.mjs', config), '--log-group', group]
    await command(['run', file(folder, 'app.log', calm), ...args], { folder })
    expect(archived(join(folder, 'sluice-out'))[0]!.resource).toMatchObject({
      'service.name': service,
      'aws.log.group.name': group,
    })
  })
})

describe('standard input', () => {
  test('is read when no file is named; the same again adds nothing, other input is new', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'sluice-out')
    await command(['run'], { folder, stdin: 'no time here\n', now: Date.UTC(2026, 2, 1) })
    await command(['run', '-'], { folder, stdin: 'no time here\n', now: Date.UTC(2026, 2, 2) })
    expect(eventIds(out)).toHaveLength(1)
    await command(['run', '-'], { folder, stdin: 'another line\n' })
    expect(eventIds(out)).toHaveLength(2)
  })

  test('is processed while it is still open', async () => {
    const folder = temporaryFolder()
    const stdin = new PassThrough()
    stdin.write(`${calm}${calm}`)
    const running = command(['run', '-'], { folder, stdin })
    await expect.poll(() => objects(join(folder, 'sluice-out')).length, { timeout: 5_000 }).toBe(1)
    stdin.end()
    expect((await running).exit).toBe(0)
  })

  test('ends at Ctrl-C with a report, and the next run goes on from there', async () => {
    const folder = temporaryFolder()
    const stdin = new PassThrough()
    stdin.write(errors)
    let stop = () => {}
    const running = command(['run', '-'], { folder, stdin, interrupted: (callback) => (stop = callback) })
    setTimeout(() => stop(), 300)
    const { exit, out, err } = await running
    expect([exit, err]).toEqual([0, expect.stringContaining('stopping after this batch')])
    expect(out).toMatch(/12 events/)
    expect(out).toMatch(/Run it again/)
    await command(['run', '-'], { folder, stdin: errors + calm })
    expect(eventIds(join(folder, 'sluice-out'))).toHaveLength(13)
  })
})

test('a run on a file that is stopped goes on where it was', async () => {
  const folder = temporaryFolder()
  const log = file(
    folder,
    'big.log',
    Array.from({ length: 40_000 }, (_, i) => `${at(i)} INFO shop.web: request ${i}\n`).join(''),
  )
  const first = await command(['run', log], { folder, interrupted: (stop) => setTimeout(stop, 150) })
  expect(first).toMatchObject({ exit: 0, out: expect.stringContaining('Run it again') })
  await command(['run', log], { folder })
  const ids = eventIds(join(folder, 'sluice-out'))
  expect([ids.length, new Set(ids).size]).toEqual([40_000, 40_000])
})

describe('captured payloads', () => {
  const envelope = (id: string) =>
    JSON.stringify({
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: '/ecs/shop',
      logStream: 'web/1',
      subscriptionFilters: ['shop'],
      logEvents: [
        { id: id.padStart(56, '0'), timestamp: Date.UTC(2026, 2, 1, 10), message: `message ${id}` },
      ],
    })
  const data = (id: string) => gzipSync(envelope(id)).toString('base64')

  test('are understood as base64, as the event of the function, and unpacked', async () => {
    const folder = temporaryFolder()
    const text = [
      data('1'),
      JSON.stringify(data('2')),
      JSON.stringify({ awslogs: { data: data('3') } }),
      envelope('4'),
    ]
    const log = file(folder, 'payloads.jsonl', `${text.join('\n')}\n`)
    await command(['run', '--format', 'events', log], { folder })
    await command(['run', '--format', 'events', log], { folder })
    expect(
      archived(join(folder, 'sluice-out'))
        .map(({ body }) => body)
        .sort(),
    ).toEqual(['message 1', 'message 2', 'message 3', 'message 4'])
  })

  test('that are broken are quarantined with their code, and the run succeeds', async () => {
    const folder = temporaryFolder()
    const text = ['%%%', 'bm90IGd6aXA=', '{"a":1}', data('1')].join('\n')
    const { exit, out } = await command(['run', '--format', 'events', '-'], { folder, stdin: text })
    expect(exit).toBe(0)
    expect(out).toMatch(/Quarantined +3 originals/)
    expect(out).toMatch(/not_base64 2/)
    expect(out).toMatch(/not_gzip 1/)
  })
})

describe('the output folder', () => {
  test('keeps the key and the originals for the owner alone', async () => {
    const folder = temporaryFolder()
    await command(['run', file(folder, 'app.log', calm)], { folder })
    const mode = (name: string) => statSync(join(folder, 'sluice-out', name)).mode & 0o777
    expect([mode('state'), mode('state/id.key'), mode('quarantine')]).toEqual([0o700, 0o600, 0o700])
  })

  test('is not used by two runs at once', async () => {
    const folder = temporaryFolder()
    const stdin = new PassThrough()
    const first = command(['run', '-'], { folder, stdin })
    await expect
      .poll(() => statSync(join(folder, 'sluice-out/state/batches.db'), { throwIfNoEntry: false }))
      .toBeDefined()
    const second = await command(['run', '-'], { folder, stdin: calm })
    expect([second.exit, second.err]).toEqual([1, expect.stringContaining('[out_in_use]')])
    stdin.end()
    await first
  })

  test('must not be a file', async () => {
    const folder = temporaryFolder()
    const log = file(folder, 'app.log', calm)
    expect(await command(['run', log, '--out', log], { folder })).toMatchObject({ exit: 2 })
  })

  test('is not written to when an input is missing', async () => {
    const folder = temporaryFolder()
    await command(['run', file(folder, 'app.log', calm), join(folder, 'missing.log')], { folder })
    expect(statSync(join(folder, 'sluice-out'), { throwIfNoEntry: false })).toBeUndefined()
  })
})

test('what a log says cannot reach the terminal as an escape sequence', async () => {
  const folder = temporaryFolder()
  const config = `export default { name: 'shop', sources: [{ logGroups: ['/a'] }],
    alerts: [{ name: 'any', when: { severity: 'error' }, threshold: { count: 1, within: '5m' }, groupBy: ['scope_name'] }] }`
  const hostile = `${JSON.stringify({ time: at(0), level: 'ERROR', logger: 'x\u001b[2J\u202e\r\n', message: 'm' })}\n`
  writeFileSync(join(folder, 'c.mjs'), config)
  const { out } = await command(['run', file(folder, 'a.log', hostile), '-c', 'c.mjs'], { folder })
  expect(out).toMatch(/any 1 time/)
  expect(out).not.toMatch(/[\u001b\u202e\r]/)
})
