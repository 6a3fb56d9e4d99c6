import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '../../../../lambdas/core/parse/index.ts'

describe('access lines', () => {
  it('become HTTP fields with the names of the conventions, and nothing is lost', () => {
    const log = parse(
      '[REDACTED:ipv4] - ana [01/Jun/2024:10:00:00 +0200] "POST /a%20b?x=1&y HTTP/2.0" 201 512 "https://x.test/" "curl/8 (\\"q\\")" rt=0.1',
    )
    expect(log).toEqual({
      timestamp: Date.UTC(2024, 5, 1, 8),
      severity_text: '',
      severity_number: 0,
      body: 'POST /a%20b 201',
      attributes: {
        'http.request.method': 'POST',
        'url.path': '/a%20b',
        'url.query': 'x=1&y',
        'network.protocol.version': '2.0',
        'http.response.status_code': 201,
        'http.response.body.size': 512,
        'http.request.header.referer': 'https://x.test/',
        'user_agent.original': 'curl/8 (\\"q\\")',
        'log.extra': 'rt=0.1',
        'client.address': '[REDACTED:ipv4]',
        'user.name': 'ana',
      },
    })
  })

  it('keep what a scanner sent instead of a request', () => {
    const log = parse('10.0.0.1 - - [01/Jun/2024:10:00:00 +0000] "\\x16\\x03\\x01" 400 0 "-" "-"')
    expect(log.body).toBe('\\x16\\x03\\x01 400')
    expect(log.attributes).not.toHaveProperty('http.request.method')
  })

  it('name the virtual host, and the request of a line whose time has no brackets', () => {
    const line = '127.0.0.1 - ana [22/Nov/2026:10:53:29 +0000] "GET /a HTTP/1.1" 200 203'
    expect(parse(`shop.example.com:80 ${line}`).attributes).toMatchObject({
      'server.address': 'shop.example.com',
      'server.port': 80,
      'client.address': '127.0.0.1',
      'user.name': 'ana',
    })
    expect(parse('- -  22/Nov/2026:10:53:27 +0000 "GET /a" 500').attributes).toMatchObject({
      'http.request.method': 'GET',
      'url.path': '/a',
      'http.response.status_code': 500,
    })
  })

  it('are read in one step as they are read part by part', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab1-.?=&%/[]:\\é'), maxLength: 8 })
    const quoted = fc.constantFrom(
      '',
      ' "-" "-"',
      ' "" "curl/8"',
      ' "https://x.test/?a" "a (b) c" 0.1',
      ' "a\\"b" "c"',
      ' "a"',
      ' x',
    )
    const line = fc.tuple(
      word,
      word,
      fc.constantFrom('GET', 'POST', 'get', ''),
      word,
      fc.nat(999),
      fc.constantFrom('0', '12', '-', '1x'),
      quoted,
    )
    const property = fc.property(line, ([client, user, method, target, status, size, tail]) => {
      const head = `${client} - ${user} [01/Jun/2024:10:00:00 +0000] "${method} /${target} HTTP/1.1"`
      const { body, ...usual } = parse(`${head} ${status} ${size}${tail}`)
      // With two spaces before the status it is not a line as usual.
      const { body: otherBody, ...other } = parse(`${head}  ${status} ${size}${tail}`)
      expect(usual).toEqual(other)
      expect(body).toBe(otherBody.replace('"  ', '" '))
    })
    fc.assert(property, { seed: 1, numRuns: 2_000 })
  })

  it('have colours taken off', () => {
    const log = parse('127.0.0.1 - - [01/Jun/2024 10:00:00] "\x1b[33mGET /missing HTTP/1.1\x1b[0m" 404 -')
    expect(log.attributes).toMatchObject({ 'url.path': '/missing', 'http.response.status_code': 404 })
  })
})
