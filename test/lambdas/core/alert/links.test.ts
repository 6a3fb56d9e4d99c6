import { expect, test } from 'vitest'
import { archiveLink, logsLink } from '../../../../lambdas/core/alert/links.ts'
import { aRule } from '../../../support/alerts/rules.ts'

const place = { region: 'eu-west-1', archiveBucket: 'shop-archive' }
const from = Date.UTC(2026, 10, 22, 2, 52)
const to = Date.UTC(2026, 10, 22, 2, 59)

/** Reads a console address as the console does: `$` is `%`, twice; then `~(key~'value)` with `*` for `%`. */
function readConsole(address: string): Record<string, string | string[]> {
  const [, fragment] = address.split('#logsV2:logs-insights')
  const once = decodeURIComponent(fragment!.replaceAll('$', '%'))
  expect(once).toMatch(/^\?queryDetail=/)
  const notation = decodeURIComponent(once.slice('?queryDetail='.length))
  const value = (text: string): string => decodeURIComponent(text.replaceAll('*', '%'))
  const read: Record<string, string | string[]> = {}
  for (const [, key, text, list] of notation.matchAll(/[~(](\w+)~(?:'([^~()]*)|\(([^)]*)\))/g))
    read[key!] = list === undefined ? value(text!) : list.split("~'").slice(1).map(value)
  return read
}

test('the link to Logs Insights has the window, the log groups and a query', () => {
  const groups = ['/ecs/shop/web', "/odd/it's (50%) ~*~ größe"]
  const address = logsLink(place, aRule(), groups, from, to)
  const [head] = address.split('$3FqueryDetail')
  expect(head).toBe(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:logs-insights',
  )
  expect(readConsole(address)).toEqual({
    start: '2026-11-22T02:52:00.000Z',
    end: '2026-11-22T02:59:00.000Z',
    timeType: 'ABSOLUTE',
    tz: 'UTC',
    source: groups,
    editorString:
      'fields @timestamp, @logStream, @message\n| filter @message like /(?i)(error|critical|fatal|exception|traceback)/\n| sort @timestamp desc\n| limit 200',
  })
})

test('no link has a character at which a mail program would end it', () => {
  const address = logsLink(place, aRule(), ['/a b/"c"<d>\'e\'(f)'], from, to)
  expect(address).toMatch(/^https:\/\/[\w.\-/?=#:$&%]+$/)
})

test('a rule that is not about errors filters nothing away', () => {
  const address = logsLink(place, aRule({ when: { severity: '<warn' } }), ['/ecs/shop'], from, to)
  expect(readConsole(address)['editorString']).not.toContain('filter')
})

test('the link to the archive is the partition of the service and hour, whatever the service is called', () => {
  expect(archiveLink(place, '../größe', from)).toBe(
    `https://eu-west-1.console.aws.amazon.com/s3/buckets/shop-archive?region=eu-west-1&prefix=${encodeURIComponent(
      'landing/service=__gr__e/dt=2026-11-22/hour=02/',
    )}&showversions=false`,
  )
})

test('a place without an archive has no link to it, and other partitions of AWS have their own console', () => {
  expect(archiveLink({ region: 'eu-west-1' }, 'shop', from)).toBeUndefined()
  expect(archiveLink({ ...place, region: 'cn-north-1' }, 'shop', from)).toMatch(
    /^https:\/\/cn-north-1\.console\.amazonaws\.cn\//,
  )
  expect(archiveLink({ ...place, region: 'us-gov-west-1' }, 'shop', from)).toMatch(
    /^https:\/\/console\.amazonaws-us-gov\.com\//,
  )
})
