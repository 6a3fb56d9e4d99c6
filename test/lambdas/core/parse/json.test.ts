import { describe, expect, it } from 'vitest'
import { explainParse, parse } from '../../../../lambdas/core/parse/index.ts'

const json = (value: unknown): string => JSON.stringify(value)

describe('JSON records', () => {
  it('consume the standard fields and keep every other one, nested as it was', () => {
    const log = parse(
      json({
        timestamp: '2024-06-01T10:00:00Z', level: 'INFO', logger: 'app.orders', message: 'created', service: 'shop',
        order: { id: 4, lines: [1, { a: null }] }, 'weird key': true,
      }),
    ) // biome-ignore format: a record
    expect(log).toEqual({
      timestamp: Date.UTC(2024, 5, 1, 10), severity_text: 'INFO', severity_number: 9, scope_name: 'app.orders', service: 'shop',
      body: 'created', attributes: { order: { id: 4, lines: [1, { a: null }] }, 'weird key': true },
    }) // biome-ignore format: a record
  })

  it('keep a field that does not hold what its name says', () => {
    const { attributes, body } = parse(
      json({ time: 'soon', level: { a: 1 }, trace_id: 'none', msg: 'x', message: 'y', name: 'Ana Silva' }),
    )
    expect(body).toBe('y')
    expect(attributes).toEqual({
      time: 'soon',
      level: { a: 1 },
      trace_id: 'none',
      msg: 'x',
      name: 'Ana Silva',
    })
  })

  it('take a key called __proto__ or constructor as a key', () => {
    const log = parse('{"message":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
    expect(Object.keys(log.attributes)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(log.attributes)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(JSON.stringify(log.attributes)).toContain('"__proto__":{"polluted":1}')
  })

  it('read what is inside a message once more, and the outer fields win', () => {
    const inner = json({ level: 'error', message: 'inner', n: 1, time: '2024-06-01T11:00:00Z' })
    const log = parse(json({ log: `${inner}\n`, stream: 'stdout', time: '2024-06-01T10:00:00Z' }))
    expect(log.body).toBe('inner')
    expect(log.severity_number).toBe(17)
    expect(log.timestamp).toBe(Date.UTC(2024, 5, 1, 10))
    expect(log.attributes).toMatchObject({ stream: 'stdout', n: 1 })
    const access = parse(
      json({ level: 'INFO', message: '10.0.0.1 - - [01/Jun/2024 10:00:00] "GET /a?b=1 HTTP/1.1" 200 -' }),
    )
    expect(access.attributes).toMatchObject({
      'http.request.method': 'GET',
      'url.path': '/a',
      'url.query': 'b=1',
    })
  })

  it('stop reading inside themselves', () => {
    let text = 'core'
    for (let i = 0; i < 12; i++) text = json({ message: text })
    expect(explainParse(text).format.split('+').length).toBeLessThan(5)
  })

  it.each([
    [
      { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      '0af7651916cd43dd8448eb211c80319c',
      'b7ad6b7169203331',
    ],
    [{ xray_trace_id: '1-5759e988-bd862e3fe1be46a994272793' }, '5759e988bd862e3fe1be46a994272793', undefined],
    [
      { xray_trace_id: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1' },
      '5759e988bd862e3fe1be46a994272793',
      '53995c3f42cd8ad8',
    ],
    [
      { trace_id: '0AF7651916CD43DD8448EB211C80319C', span_id: 'B7AD6B7169203331' },
      '0af7651916cd43dd8448eb211c80319c',
      'b7ad6b7169203331',
    ],
    [
      { otelTraceID: '00000000000000000000000000000000', otelSpanID: '0000000000000000' },
      undefined,
      undefined,
    ],
  ])('give trace and span in W3C’s form: %o', (fields, trace, span) => {
    const log = parse(json({ message: 'x', ...fields }))
    expect(log.trace_id).toBe(trace)
    expect(log.span_id).toBe(span)
    expect(log.attributes).toEqual({})
  })

  it('give an exception from an error object, and keep what else it holds', () => {
    const log = parse(
      json({
        level: 50,
        msg: 'x',
        err: { type: 'TypeError', message: 'm', stack: 'TypeError: m\n    at f (/a.js:1:2)', code: 'E1' },
      }),
    )
    expect(log.attributes).toMatchObject({
      'exception.type': 'TypeError',
      'exception.message': 'm',
      err: { code: 'E1' },
    })
    expect(log.attributes['exception.stacktrace']).toContain('at f')
  })

  it('are text when they are cut off, and when they are nested deeper than can be written back', () => {
    expect(explainParse('{"message":"x"').format).toBe('plain')
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    expect(explainParse(deep).format).toBe('plain')
  })
})
