import { expect, it } from 'vitest'
import type { Origin, StitchedEvent } from '../../../../lambdas/core/records.ts'
import { redactRecord } from '../../../../lambdas/core/redact/record.ts'
import type { Redactor } from '../../../../lambdas/core/redact/redactor.ts'
import { redactorWith } from './support/redactors.ts'

const origin: Origin = {
  account: '123456789012',
  region: 'eu-west-1',
  logGroup: '/ecs/shop',
  logStream: 'web/1',
  service: 'shop',
}
const eventOf = (...messages: string[]): StitchedEvent => ({
  events: messages.map((message, i) => ({
    id: `${i}`.padStart(56, '3'),
    timestamp: 1_700_000_000_000 + i,
    message,
  })),
  timestamp: 1_700_000_000_000,
  text: messages.join('\n'),
})

it('a record holds nothing that the text lost, in body, attributes and fingerprint alike', () => {
  const event = eventOf(
    '{"level":"error","message":"login of ana@example.com failed","password":"hunter2","user":{"ssn":536228726}}',
  )
  const { record, fault } = redactRecord(event, origin, redactorWith())
  expect(fault).toBeUndefined()
  expect(JSON.stringify(record)).not.toMatch(/hunter2|ana@|536228726/)
  expect(record.redactions).toEqual({ email: 1, password: 1, us_ssn: 1 })
  expect(record.resource['service.name']).toBe('shop')
  expect(record.fingerprint).toMatch(/^v1:/)
})

it('a record of several events keeps all their ids', () => {
  const { record } = redactRecord(eventOf('a', 'b'), origin, redactorWith())
  expect(record.event_ids).toHaveLength(2)
})

it('what cannot be redacted becomes a placeholder without a word of the text', () => {
  const broken: Redactor = {
    redact: () => {
      throw new Error('no')
    },
    explain: () => [],
  }
  const { record, fault } = redactRecord(eventOf('password=hunter2'), origin, broken)
  expect(fault).toBe('redaction_failed')
  expect(record.body).toBe('[REDACTED:unprocessable]')
  expect(record.attributes).toEqual({ 'sluice.fault': 'redaction_failed' })
  expect(record.event_id).toHaveLength(56)
  expect(JSON.stringify(record)).not.toContain('hunter2')
})

it('the name of a log stream, which an application chooses, is redacted like its text', () => {
  const stream = { ...origin, logStream: 'session/ana@example.com' }
  const { record } = redactRecord(eventOf('hello'), stream, redactorWith())
  expect(record.resource['aws.log.stream.name']).toBe('session/[REDACTED:email]')
})

it.each([
  'web/app/0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  '2026/11/22/[$LATEST]0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  'i-0123456789abcdef0',
])('the log stream %s keeps its name', (logStream) => {
  const { record } = redactRecord(eventOf('hello'), { ...origin, logStream }, redactorWith())
  expect(record.resource['aws.log.stream.name']).toBe(logStream)
})
