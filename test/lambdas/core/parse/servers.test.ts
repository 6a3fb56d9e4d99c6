import { describe, expect, it } from 'vitest'
import { parse } from '../../../../lambdas/core/parse/index.ts'

describe('logs of servers', () => {
  it('nginx: connection, client and request are fields, and the message is what went wrong', () => {
    const log = parse(
      '2026/11/22 10:53:27 [error] 12#34: *3 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: shop.example.com, request: "GET /up?x=1 HTTP/1.1", upstream: "http://127.0.0.1:9000/up", host: "shop.example.com"',
    )
    expect(log.body).toBe('connect() failed (111: Connection refused) while connecting to upstream')
    expect(log.attributes).toEqual({
      'process.pid': 12,
      'thread.id': 34,
      'nginx.connection': 3,
      'client.address': '127.0.0.1',
      'server.address': 'shop.example.com',
      'http.request.method': 'GET',
      'url.path': '/up',
      'url.query': 'x=1',
      'nginx.upstream': 'http://127.0.0.1:9000/up',
      'http.request.header.host': 'shop.example.com',
    })
  })

  it('Apache: the number of a message is no logger, and the client has a port', () => {
    const { attributes, scope_name } = parse(
      '[Sun Nov 22 10:53:30.017363 2026] [authz_core:error] [pid 21:tid 22] [client 127.0.0.1:42572] AH01630: client denied by server configuration: /var/www/html/deny',
    )
    expect(scope_name).toBeUndefined()
    expect(attributes).toMatchObject({
      'event.id': 'AH01630',
      'log.module': 'authz_core',
      'client.address': '127.0.0.1',
      'client.port': 42572,
    })
  })

  it('PHP: the place is a field, with and without a time', () => {
    for (const head of ['', '[22-Nov-2026 10:53:27 UTC] ']) {
      const log = parse(`${head}PHP Warning:  Undefined variable $a in /srv/shop/web.php on line 6`)
      expect([log.body, log.severity_number, log.scope_name]).toEqual([
        'Undefined variable $a',
        13,
        undefined,
      ])
      expect(log.attributes).toEqual({ 'code.file.path': '/srv/shop/web.php', 'code.line.number': 6 })
    }
  })

  it('FireLens: what the container is, in OpenTelemetry’s names, and the line inside', () => {
    const log = parse(
      JSON.stringify({
        container_id: '0ab3',
        container_name: 'web',
        ecs_cluster: 'shop',
        ecs_task_arn: 'arn:x',
        ecs_task_definition: 'shop-web:17',
        source: 'stderr',
        log: '2026-11-22 10:00:00,123 ERROR shop.orders: cannot show order 4',
      }),
    )
    expect(log).toMatchObject({ severity_number: 17, scope_name: 'shop.orders', body: 'cannot show order 4' })
    expect(log.attributes).toEqual({
      'container.id': '0ab3',
      'container.name': 'web',
      'aws.ecs.cluster.name': 'shop',
      'aws.ecs.task.arn': 'arn:x',
      'aws.ecs.task.family': 'shop-web',
      'aws.ecs.task.revision': '17',
      'log.iostream': 'stderr',
    })
  })

  it('an application’s own field called container_id does not change its record', () => {
    const log = parse('{"level":"info","message":"shipped","container_id":7,"source":"web"}')
    expect(log.attributes).toEqual({ container_id: 7, source: 'web' })
  })
})
