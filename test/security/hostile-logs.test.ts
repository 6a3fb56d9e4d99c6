/**
 * Whoever can make an application log something controls every byte of a message. What that person cannot do is shown here, one
 * test for each row of the table in docs/security.md.
 */
import type { PublishCommandInput, SNSClient } from '@aws-sdk/client-sns'
import { describe, expect, it, vi } from 'vitest'
import {
  createAlerter,
  createMemoryIncidentStore,
  createMemorySightingStore,
  createSnsNotifier,
} from '../../lambdas/core/alert/index.ts'
import { mostPartitions } from '../../lambdas/core/archive/index.ts'
import { type Config, parseConfig } from '../../lambdas/core/config/index.ts'
import { ingestPayload } from '../../lambdas/core/pipeline.ts'
import type { IngestReport } from '../../lambdas/core/report.ts'
import { ingestMetrics } from '../../lambdas/core/telemetry/index.ts'
import { eventsOf, nine, payloadOf } from '../support/events.ts'
import { archivedEvents, archivedText, ingestInMemory } from '../support/ingest.ts'

const surroundings = { region: 'eu-west-1', serviceOf: () => 'shop' }
const alerting = (groupBy: string[]): Config =>
  parseConfig({
    name: 'shop',
    sources: [{ logGroups: ['/ecs/shop/web'] }],
    alerts: [{ name: 'any', when: { severity: 'error' }, threshold: { count: 1, within: '5m' }, groupBy }],
    notify: { default: { runbook: 'https://wiki.example.com/shop' } },
  })

async function ingest(messages: readonly string[], config = alerting([])) {
  const memory = ingestInMemory(config)
  const report = await ingestPayload(payloadOf(messages), surroundings, memory.stages)
  return { ...memory, report, archived: archivedEvents(memory.archiveStore.objects) }
}

/** Everything that SNS is told about a log. */
async function published(messages: readonly string[], config: Config): Promise<PublishCommandInput[]> {
  const { tallyStore } = await ingest(messages, config)
  const inputs: PublishCommandInput[] = []
  const client = {
    send: async ({ input }: { input: PublishCommandInput }) => void inputs.push(input),
  } as unknown as Pick<SNSClient, 'send'>
  const alerter = createAlerter({
    rules: config.alerts,
    tallies: tallyStore,
    incidents: createMemoryIncidentStore(),
    sightings: createMemorySightingStore(),
    notifier: createSnsNotifier(client, { default: 'arn:aws:sns:eu-west-1:1:default' }),
    sender: {
      pipeline: 'shop',
      place: { region: 'eu-west-1', archiveBucket: 'shop-archive' },
      runbooks: { default: 'https://wiki.example.com/shop' },
    },
  })
  await alerter.alertOn([...tallyStore.tallies.values()], nine + 60_000)
  return inputs
}

const json = (fields: object): string => JSON.stringify({ level: 'error', ...fields })

describe('alerts by mail', () => {
  const forged =
    'ok\r\nBcc: victim@example.com\r\n\r\nRunbook:\r\nhttps://evil.example/login\u2028Runbook:\u2028https://evil.example'

  it('have no header, and no line of their own, that a log has written', async () => {
    const fields = { logger: forged, message: forged, user: forged, service: forged }
    const [input] = await published([json(fields)], alerting(['attributes.user', 'service.name']))
    expect(input!.Subject).toMatch(/^[\x20-\x7e]{1,100}$/)
    const { email } = JSON.parse(input!.Message!) as { email: string }
    const ownLines = email.split(/[\r\n\u2028\u2029\u0085]/).filter((line) => /^\S/.test(line))
    expect(ownLines.filter((line) => /^(Bcc|https:\/\/evil)/.test(line))).toEqual([])
    expect(ownLines.filter((line) => line.startsWith('Runbook:'))).toHaveLength(1)
    expect(email).toContain('Runbook:\nhttps://wiki.example.com/shop')
  })

  it('hold no terminal escapes, invisible characters or marks that turn the direction of text', async () => {
    const hostile = '\u001b]0;title\u0007\u001b[31mred\u001b[2J \u202egnp.exe \u200bzero \u0000nul \u009bcsi'
    const fields = { logger: hostile, message: hostile, user: hostile, exception: { type: hostile } }
    const [input] = await published([json(fields)], alerting(['attributes.user']))
    const { email, sms } = JSON.parse(input!.Message!) as { email: string; sms: string }
    for (const text of [email, sms, input!.Subject!])
      expect(text).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/,
      )
  })

  it('are few, however many groups a log invents', async () => {
    const messages = Array.from({ length: 5_000 }, (_, i) => json({ user: `invented-${i}` }))
    expect((await published(messages, alerting(['attributes.user']))).length).toBeLessThanOrEqual(51)
  })
})

describe('keys of objects', () => {
  const names = [
    '../../quarantine/x',
    '/etc/passwd',
    'a/../../b',
    '..',
    '.',
    'x=1/dt=1999-01-01',
    'a\u0000b\nc',
    '%2e%2e%2f',
    '\u202e/..',
    'ü'.repeat(2_000),
    '__proto__',
    'constructor',
    ' ',
  ]

  it.each(names)('stay in the partition of a service that calls itself %j', async (service) => {
    const { archiveStore, archived } = await ingest([json({ service, message: 'm' })])
    expect(archived).toHaveLength(1)
    for (const key of archiveStore.objects.keys())
      expect(key).toMatch(
        /^landing\/service=[\w-][\w.-]{0,99}\/dt=\d{4}-\d{2}-\d{2}\/hour=\d{2}\/[0-9a-f]{32}\.ndjson\.zst$/,
      )
  })

  it('are few, however many services and hours the lines of a delivery name, and nothing of it is lost', async () => {
    const lines = Array.from({ length: 3_000 }, (_, i) =>
      json({
        service: `s${i % 900}`,
        timestamp: new Date(nine - (i % 700) * 3_600_000).toISOString(),
        message: 'm',
      }),
    )
    const { archiveStore, archived } = await ingest(lines)
    expect(archiveStore.objects.size).toBeLessThanOrEqual(2 * mostPartitions + 1)
    expect(archived).toHaveLength(3_000)
  })

  it('of quarantine come from a list of codes and a hash', async () => {
    const { quarantineStore, stages } = ingestInMemory()
    for (const data of ['../../x', '*', { '../': 1 }]) await ingestPayload(data, surroundings, stages)
    for (const key of quarantineStore.objects.keys())
      expect(key).toMatch(/^quarantine\/code=[a-z0-9_]+\/[0-9a-f]{32}\.json$/)
  })
})

describe('names of keys in JSON', () => {
  it('reach no prototype, and no count is lost to them', async () => {
    const messages = [
      '{"__proto__":{"polluted":1},"level":"error"}',
      '{"constructor":{"prototype":{"polluted":1}},"level":"error"}',
      '{"a":{"__proto__":{"polluted":1}},"level":"error"}',
      '{"level":"__proto__","message":"m"}',
      '{"level":"error","service":"__proto__","hasOwnProperty":1,"toString":"x"}',
    ]
    const { report, archived, tallyStore } = await ingest(
      messages,
      alerting(['attributes.__proto__', 'service.name']),
    )
    expect(archived).toHaveLength(messages.length)
    expect(report).toMatchObject({ received: 5, archived: 5, quarantined: {} })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect([...tallyStore.tallies.values()].reduce((sum, { total }) => sum + total, 0)).toBe(4)
  })

  it('by the hundred thousand, also such that look like numbers, are one record', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [i % 2 ? `${i * 4_096}` : `k${i}`, 0]),
    )
    const { archived } = await ingest([JSON.stringify(many)])
    expect(archived).toHaveLength(1)
  })

  it('a hundred thousand deep are one record', async () => {
    const deep = ['[', '{"a":'].map((open) => open.repeat(100_000))
    const closed = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    const { report, archived } = await ingest([...deep, closed])
    expect(archived).toHaveLength(3)
    expect(report.received).toBe(3)
  })
})

/** Each repeats what makes a careless pattern look back; 400 kB of it would keep a quadratic one busy for an hour. */
const size = 400_000
const repeated = (unit: string): string => unit.repeat(Math.ceil(size / unit.length))
const slow: readonly [string, string][] = [
  ['one letter', repeated('a')],
  ['spaces', `x${repeated(' ')}x`],
  ['digits', repeated('4242 ')],
  ['digits and dashes', repeated('4-')],
  ['dots', repeated('1.')],
  ['colons', repeated('a:')],
  ['at signs', repeated('a@')],
  ['almost addresses', repeated('a.b-c@d.')],
  ['quotes', repeated('"\\"')],
  ['equals signs', repeated('password=')],
  ['commas', repeated('token:,')],
  ['almost JWTs', repeated('eyJ.')],
  ['almost URLs', repeated('http://a:b')],
  ['almost keys', repeated('-----BEGIN ')],
  ['open brackets', repeated('[{("<')],
  ['backslashes', repeated('\\')],
  ['percent signs', repeated('%40%')],
  ['base64', repeated('QUJD+/')],
  ['hexadecimal', repeated('deadbeef')],
  ['trace lines', repeated('  File "a", line 1, in f\n')],
  ['caused by', repeated('Caused by: a.b.C: ')],
  ['frames of Java', repeated('\tat a.b(C.java:1)\n')],
  ['times', repeated('2026-11-22T09:00:00 ')],
  ['IPv6', repeated('::1:')],
  ['bearer', repeated('Bearer ')],
  ['Greek and emoji', repeated('ß💥')],
]

describe('a message that is made to be slow', () => {
  it.each(slow)(
    'of %s is done with',
    async (_, text) => {
      const { archived, report } = await ingest([text, json({ message: text })])
      expect(archived).toHaveLength(2)
      expect(report.quarantined).toEqual({})
    },
    20_000,
  )
})

describe("the functions' own output", () => {
  const marker = 'attacker-was-here'
  const metric = JSON.stringify({
    _aws: {
      Timestamp: nine,
      CloudWatchMetrics: [{ Namespace: 'Sluice', Dimensions: [['pipeline']], Metrics: [{ Name: marker }] }],
    },
    pipeline: 'shop',
    [marker]: 1,
    level: 'error',
    service: marker,
    user: marker,
  })

  it('holds no metric, name or text that a log has written', async () => {
    const printed: string[] = []
    for (const method of ['log', 'error', 'warn', 'info', 'debug'] as const)
      vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words.join(' ')))
    const { report, stages, archiveStore } = await ingest(
      [metric, marker, `${marker}: \u0000`],
      alerting(['attributes.user']),
    )
    const broken = await ingestPayload(Buffer.from(marker).toString('base64'), surroundings, stages)
    vi.restoreAllMocks()
    const lines = [report, broken].flatMap((each: IngestReport) => ingestMetrics(each, 'shop', nine))
    expect([...printed, ...lines].join('\n')).not.toContain(marker)
    expect(archivedText(archiveStore.objects)).toContain(marker)
  })
})

describe('times that a log invents', () => {
  it('neither open nor hide an incident, nor leave the calendar', async () => {
    const times = [
      '1970-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '2031-01-01T00:00:00Z',
      'NaN',
      '1e400',
      '-1',
    ]
    const { archiveStore, tallyStore, archived } = await ingest(
      times.map((time) => json({ timestamp: time })),
    )
    expect(archived).toHaveLength(times.length)
    for (const { from, to } of tallyStore.tallies.values()) {
      expect(from).toBeGreaterThanOrEqual(nine)
      expect(to).toBeLessThanOrEqual(eventsOf(times).at(-1)!.timestamp)
    }
    for (const key of archiveStore.objects.keys()) expect(key).toMatch(/\/dt=20\d\d-\d\d-\d\d\/hour=\d\d\//)
  })
})
