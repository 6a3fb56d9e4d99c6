import { describe, expect, it } from 'vitest'
import { fingerprint, parse } from '../../../../lambdas/core/parse/index.ts'
import { fingerprintOf } from '../../../support/records-of.ts'

const python = (
  options: {
    line?: number
    where?: string
    type?: string
    root?: string
    path?: string
    cause?: string
  } = {},
) => {
  const {
    line = 3,
    where = 'handler',
    type = 'ValueError',
    root = '/srv/app',
    path = 'views.py',
    cause,
  } = options
  const first = cause
    ? `Traceback (most recent call last):\n  File "${root}/db.py", line 9, in load\n    x\n${cause}: y\n\nThe above exception was the direct cause of the following exception:\n\n`
    : ''
  return `[2024-06-01 10:00:00,123] ERROR in app: Exception on /x [POST]\n${first}Traceback (most recent call last):
  File "/usr/lib/python3.12/site-packages/flask/app.py", line ${line * 7}, in wsgi_app
    response = self.full_dispatch_request()
  File "${root}/${path}", line ${line}, in ${where}
    return run(${line})
${type}: value ${line} is bad`
}

const java = (options: { line?: number; method?: string; cause?: string; proxy?: string } = {}) => {
  const {
    line = 12,
    method = 'total',
    cause = 'java.io.IOException',
    proxy = '$$EnhancerBySpringCGLIB$$1a2b3c4d',
  } = options
  return `2024-06-01 10:00:00,123 ERROR [http-1] c.a.Foo: failed ${line}
java.lang.IllegalStateException: order ${line} is unknown
\tat com.acme.Orders${proxy}.${method}(Orders.java:${line})
\tat com.acme.Orders.lambda$show$${line}(Orders.java:${line})
\tat org.springframework.web.Dispatcher.run(Dispatcher.java:${line})
Caused by: ${cause}: disk
\tat com.acme.Store.read(Store.java:${line})
\t... ${line} more`
}

describe('fingerprints of exceptions', () => {
  const same = (a: string, b: string) => expect(fingerprintOf(a)).toBe(fingerprintOf(b))
  const different = (a: string, b: string) => expect(fingerprintOf(a)).not.toBe(fingerprintOf(b))

  it('stay when a release shifts lines, changes values, the folder of the release or the library', () => {
    same(python(), python({ line: 88 }))
    same(python(), python({ root: '/srv/releases/20240601/app' }))
    same(java(), java({ line: 99, proxy: '' }))
  })

  it('take a file for the same whether it lies at the root or behind an empty folder', () => {
    same(python({ root: '' }), python({ root: '/srv/app/' }))
    different(python({ root: '' }), python({ root: '/srv/app' }))
  })

  it('differ by function, by module, by type and by cause', () => {
    different(python(), python({ where: 'other' }))
    different(python(), python({ path: 'models.py' }))
    different(python(), python({ type: 'KeyError' }))
    different(python({ cause: 'OSError' }), python())
    different(python({ cause: 'OSError' }), python({ cause: 'TypeError' }))
    different(java(), java({ method: 'other' }))
    different(java(), java({ cause: 'java.net.ConnectException' }))
  })

  it('do not depend on how deep a recursion was, or on the message', () => {
    const deep = (n: number) =>
      `RangeError: too deep ${n}\n${'    at walk (/srv/a.js:1:2)\n'.repeat(n)}    at main (/srv/b.js:1:2)`
    same(deep(3), deep(30))
  })

  it('do not depend on the format that carried the trace', () => {
    const trace = python().slice(python().indexOf('Traceback'))
    const asJson = JSON.stringify({ level: 'ERROR', message: 'other words', exc_info: trace })
    same(python(), asJson)
  })

  it('fall back on the frames next to the raise when no frame is the application’s', () => {
    const library = (name: string) => python({ root: '/usr/lib/python3.12/site-packages/flask', where: name })
    different(library('a'), library('b'))
  })

  it('use type and message when there are no frames', () => {
    const error = (id: number) =>
      JSON.stringify({
        level: 'error',
        message: 'x',
        errorType: 'TypeError',
        errorMessage: `order ${id} is unknown`,
      })
    same(error(1), error(22))
  })
})

describe('fingerprints of messages', () => {
  it('are the same for one message in every format and level', () => {
    const formats = [
      '2024-06-01 10:00:00,123 ERROR app.x: order 17 is unknown',
      '[2024-06-01 10:00:01 +0000] [7] [ERROR] order 18 is unknown',
      '{"level":"warn","msg":"order 19 is unknown"}',
      'level=error msg="order 20 is unknown"',
    ]
    expect(new Set(formats.map(fingerprintOf)).size).toBe(1)
  })

  it('never change while the version stays', () => {
    expect(fingerprintOf('order 17 is unknown')).toBe('v1:15dfde24591b3391')
    expect(fingerprintOf(python())).toBe('v1:f44faae222e9b56b')
    expect(fingerprintOf(java())).toBe('v1:f6e7f13c52b7adee')
    expect(fingerprint(parse(''))).toBe('v1:d56e822e5196bd73')
  })

  it('tell records without a body apart by the names of their fields', () => {
    expect(fingerprintOf('{"a":1,"b":2}')).toBe(fingerprintOf('{"b":3,"a":4}'))
    expect(fingerprintOf('{"a":1}')).not.toBe(fingerprintOf('{"b":1}'))
  })
})
