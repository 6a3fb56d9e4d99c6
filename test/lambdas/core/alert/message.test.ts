import { describe, expect, test } from 'vitest'
import { archiveLink, logsLink } from '../../../../lambdas/core/alert/links.ts'
import { email, publishInput, sms, subject } from '../../../../lambdas/core/alert/message/index.ts'
import { aNotification } from '../../../support/alerts/incidents.ts'
import { aRule } from '../../../support/alerts/rules.ts'

const arn = 'arn:aws:sns:eu-west-1:111122223333:shop-oncall'
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
    JSON.parse(publishInput(told, arn).Message!) as Record<string, string>

  test('has a text for mail, one for telephones, and the JSON for all else', () => {
    expect(Object.keys(parts()).sort()).toEqual(['default', 'email', 'sms'])
    expect(JSON.parse(parts()['default']!)).toEqual(aNotification())
  })

  test('has exactly five attributes, none of them empty', () => {
    const { MessageAttributes } = publishInput(aNotification({ service: '' }), arn)
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
    const input = publishInput(worst, arn)
    const attributes = JSON.stringify(input.MessageAttributes)
    const size = Buffer.byteLength(input.Message!) + Buffer.byteLength(attributes) + input.Subject!.length
    expect(size).toBeLessThan(256 * 1_024)
    expect(JSON.parse(parts(worst)['default']!)).toMatchObject({ rule: 'error-burst', observed: 37 })
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
