import { describe, expect, test } from 'vitest'
import { archiveLink, logsLink } from '../../../../lambdas/core/alert/links.ts'
import { chat, email, publishInput, sms, subject } from '../../../../lambdas/core/alert/message/index.ts'
import { aNotification } from '../../../support/alerts/incidents.ts'
import { aRule } from '../../../support/alerts/rules.ts'

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:shop-oncall'
const resolved = aNotification({
  state: 'resolved',
  sequence: 2,
  observed: 3,
  peak: 120,
  total: 412,
  suppressed: 375,
  ended_at: '2026-11-22T03:39:05.000Z',
  duration_seconds: 2_520,
})
const place = { region: 'eu-west-1', archiveBucket: 'shop-archive' }
const since = Date.parse('2026-11-22T02:52:05.000Z')
const links = {
  runbook: 'https://wiki.example.com/runbooks/payments',
  logs: logsLink(place, aRule(), ['/ecs/shop/web'], since, since + 455_000),
  archive: archiveLink(place, 'shop', since)!,
}
/** As much as any part can hold. */
const worst = aNotification({
  group: Object.fromEntries(
    Array.from({ length: 5 }, (_, i) => [`attributes.field${i}`, '\u{1f4a5}'.repeat(100)]),
  ),
  services: Array.from({ length: 8 }, (_, i) => `${i}${'\u{1f4a5}'.repeat(49)}`),
  log_groups: Array.from({ length: 8 }, (_, i) => `/${i}${'/'.repeat(510)}`),
  links: { logs: `https://example.com/${'$252A2f'.repeat(4_200)}` },
  samples: Array.from({ length: 3 }, () => ({
    ...aNotification().samples[0]!,
    body: '"\u0001'.repeat(20_000),
    exception: { type: '"'.repeat(200), message: '"'.repeat(500), frame: '"'.repeat(200) },
  })),
})

describe('the subject', () => {
  test('says what, where and how many', () => {
    expect(subject(aNotification())).toBe('[high] FIRING error-burst shop: 37 in 5m (threshold 10)')
    expect(subject(resolved)).toBe('[high] RESOLVED error-burst shop: after 42m, peak 120 in 5m')
  })

  test.each([
    ['a long group', aNotification({ group: { 'attributes.url': `https://${'x'.repeat(500)}` } })],
    ['a long rule', aNotification({ rule: 'r'.repeat(40), group: { a: 'y'.repeat(90), b: 'z'.repeat(90) } })],
    ['line breaks', aNotification({ group: { 'attributes.name': 'a\r\nBcc: b@example.com\n\n\u2028c' } })],
    ['other scripts', aNotification({ group: { 'service.name': 'größe 統計 💥' } })],
    ['the largest of everything', worst],
  ])('with %s it is one line of at most 100 printable ASCII characters, with the number in it', (_, told) => {
    expect(subject(told)).toMatch(/^[\x20-\x7e]{1,100}$/)
    expect(subject(told)).toContain(': 37 in 5m (threshold 10)')
    expect(sms(told)).toMatch(/^[\x20-\x7e]{1,140}$/)
  })
})

describe('the message', () => {
  const parts = (told = aNotification()) =>
    JSON.parse(publishInput(told, { topicArn }).Message!) as Record<string, string>

  test('has a text for mail, one for telephones, and the JSON for all else', () => {
    expect(Object.keys(parts()).sort()).toEqual(['default', 'email', 'sms'])
    expect(JSON.parse(parts()['default']!)).toEqual(aNotification())
  })

  test('has exactly five attributes, none of them empty', () => {
    const { MessageAttributes } = publishInput(aNotification({ service: '' }), { topicArn })
    expect(Object.keys(MessageAttributes!).sort()).toEqual([
      'priority',
      'rule',
      'service',
      'severity',
      'state',
    ])
    for (const { DataType, StringValue } of Object.values(MessageAttributes!)) {
      expect(DataType).toBe('String')
      expect(StringValue).not.toBe('')
    }
  })

  test('is below 256 KiB whatever is in it, and still says what, where and how many', () => {
    const input = publishInput(worst, { topicArn, chat: true })
    const attributes = JSON.stringify(input.MessageAttributes)
    const size = Buffer.byteLength(input.Message!) + Buffer.byteLength(attributes) + input.Subject!.length
    expect(size).toBeLessThan(256 * 1_024)
    expect(JSON.parse(parts(worst)['default']!)).toMatchObject({ rule: 'error-burst', observed: 37 })
  })
})

describe('the other kinds', () => {
  const share = aNotification({
    rule: 'error-rate',
    kind: 'ratio',
    observed: 0.0831,
    threshold: 0.05,
    within_seconds: 600,
    trend_seconds: 600,
    matching: 37,
    compared: 445,
    minimum: 100,
    total: 37,
    peak: 0.0831,
    trend: [0, 0.0021, 0.004, 0, 0, 0.01, 0, 0, 0.002, 0.01, 0.02, 0.0831],
    links,
  })
  const fresh = aNotification({
    rule: 'new-error',
    kind: 'first_seen',
    group: { fingerprint: 'v1:00112233445566aa' },
    observed: 1,
    threshold: 1,
    total: 1,
    peak: 1,
    within_seconds: 30 * 86_400,
    trend_seconds: 3_600,
    cooldown_seconds: 30 * 86_400,
    trend: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    links,
  })
  const silent = aNotification({
    rule: 'silence',
    kind: 'silence',
    severity: 'unspecified',
    group: {},
    observed: 1_020,
    threshold: 900,
    within_seconds: 900,
    trend_seconds: 900,
    total: 0,
    peak: 1_020,
    trend: [],
    samples: [],
    seen_before: '2026-11-22T02:42:05.000Z',
    links,
  })

  test.each([
    ['ratio', share],
    ['first-seen', fresh],
    ['silence', silent],
  ])('%s read as the documentation shows', async (name, told) => {
    await expect(email(told)).toMatchFileSnapshot(`../../../../docs/alert-email-${name}.txt`)
  })

  test('say in the subject what there is to know', () => {
    expect([share, fresh, silent].map(subject)).toEqual([
      '[high] FIRING error-rate shop: 8.31% of 445 in 10m (threshold 5%)',
      '[high] FIRING new-error shop: new: PaymentError: card declined: [REDACTED:payment_card]',
      '[high] FIRING silence shop: nothing for 17m (threshold 15m)',
    ])
    const back = { ...fresh, seen_before: '2026-09-01T00:00:00.000Z' }
    expect(subject(back)).toContain(': back: PaymentError')
    expect(email(back).split('\n')[1]).toBe('shop: back after 82d 2h:')
  })

  test('say what there was when they are over', () => {
    const over = { state: 'resolved', ended_at: '2026-11-22T03:39:05.000Z', duration_seconds: 2_520 } as const
    expect([share, fresh, silent].map((told) => subject({ ...told, ...over, total: 43 }))).toEqual([
      '[high] RESOLVED error-rate shop: after 42m, peak 8.31% in 10m',
      '[high] RESOLVED new-error shop: quiet for 1h, 43 in 42m',
      '[high] RESOLVED silence shop: records again after 17m',
    ])
    expect(
      [share, fresh, silent].map((told) => email({ ...told, ...over, total: 43 }).split('\n')[1]),
    ).toEqual([
      'shop: over after 42m, at most 8.31% in 10m.',
      'shop: quiet for 1h, after 43 in 42m:',
      'shop: records again after 17m without any.',
    ])
  })
})

describe('the message for chats', () => {
  const told = aNotification({ links })
  const https = (each = told) =>
    JSON.parse(JSON.parse(publishInput(each, { topicArn, chat: true }).Message!).https)

  test('goes to web hooks of the topics that ask for it, in the form of Amazon Q Developer', () => {
    expect(JSON.parse(publishInput(told, { topicArn }).Message!)).not.toHaveProperty('https')
    expect(https()).toMatchObject({
      version: '1.0',
      source: 'custom',
      id: told.alert_id,
      content: {
        textType: 'client-markdown',
        title: ':rotating_light: [high] FIRING error-burst shop: 37 in 5m (threshold 10)',
        nextSteps: [
          `<${links.runbook}|Runbook>`,
          expect.stringContaining('Logs'),
          expect.stringContaining('Archive'),
        ],
      },
    })
  })

  test('is in one thread for all that is told of an incident', () => {
    expect(https(resolved).metadata.threadId).toBe(https().metadata.threadId)
    expect(https({ ...told, started_at: resolved.ended_at! }).metadata.threadId).not.toBe(
      https().metadata.threadId,
    )
  })

  test('shows what a log says as it is: it calls nobody, links nowhere and ends no quotation', () => {
    const body = '``` <!channel> @here <https://evil.example|click> ```'
    const sample = { ...told.samples[0]!, body }
    const { exception: _, ...plain } = sample
    const { description, title } = JSON.parse(
      chat(aNotification({ samples: [plain], group: { 'attributes.user': '`@channel` <!here>' } })),
    ).content
    for (const text of [description.replaceAll('\n```', ''), title]) expect(text).not.toMatch(/[<>@]|```/)
  })
})

describe('the mail', () => {
  test('of an opening reads as the documentation shows', async () => {
    await expect(email(aNotification({ links }))).toMatchFileSnapshot('../../../../docs/alert-email.txt')
  })

  test('of a recovery says how long it lasted and the peak', async () => {
    await expect(email(resolved)).toMatchFileSnapshot('../../../../docs/alert-email-resolved.txt')
    expect(email(resolved).split('\n')[1]).toBe('shop: over after 42m, at most 120 in 5m.')
  })

  test('of a repetition says how many came since the last message', () => {
    const text = email(aNotification({ sequence: 3, suppressed: 1_240, total: 1_300 }))
    expect(text).toMatch(/^STILL FIRING: error-burst\n/)
    expect(text).toContain('1,240 of them since the last message')
  })

  test('of an incident that was told to be over too early says so', () => {
    expect(email(aNotification({ sequence: 3, reopened: true }))).toMatch(/^FIRING AGAIN/)
  })

  test('counts that are not complete are said to be at least so many', () => {
    expect(subject(aNotification({ at_least: true, observed: 5_000 }))).toContain('5,000+ in 5m')
  })
})
