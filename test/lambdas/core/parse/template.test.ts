import { describe, expect, it } from 'vitest'
import { templateOf } from '../../../../lambdas/core/parse/template.ts'

describe('templates', () => {
  it.each([
    ['order 17 created in 12.5 ms', 'order * created in *'],
    ['order 18 created in 3 s', 'order * created in *'],
    ['Cannot open /srv/data/a.txt: No such file', 'Cannot open *: No such file'],
    ['relation "orders" does not exist', 'relation * does not exist'],
    ["can't connect to 'db'", "can't connect to *"],
    ['user ana logged in', 'user * logged in'],
    ['check pass; user unknown', 'check pass; user unknown'],
    ['request id=4f key = value done=true', 'request id=* key=* done=*'],
    ['retry 3 of 5 for https://x.test/a?b=1', 'retry * of * for *'],
    ['session 6f0b7a2c-1111-2222-3333-444455556666 expired', 'session * expired'],
    ['deleting 1, 2, 3 and 4', 'deleting * and *'],
    ['deleting 1, 2 and 4', 'deleting * and *'],
    ['state [running] {"a": {"b": 1}}', 'state [*] {*}'],
    ['[web] started', '[web] started'],
    ['"GET /a HTTP/1.1" status 200', '"GET * status *'],
    ['value is null', 'value is *'],
    ['at Sat Jun  1 10:11:12 2024 it rained', 'at * it rained'],
    ['jk2_init() failed', 'jk2_init(*) failed'],
    ['a == b and c != d', 'a == b and c != d'],
    ['first line\nsecond line 1', 'first line'],
    ['[REDACTED:email] is locked', '* is locked'],
    ['table orders is locked', 'table * is locked'],
    ['client closed the connection', 'client closed the connection'],
    ['order moved from open to shipped', 'order moved from * to shipped'],
    ['worker idle -> busy', 'worker * -> *'],
    ['unexpected state: idle', 'unexpected state: *'],
    ['role: primary, lag: 3 s', 'role: *, lag: *'],
    ['payment failed: card declined', 'payment failed: card declined'],
    ['index orders_pkey is corrupt', 'index * is corrupt'],
    ['make_sock: could not bind', 'make_sock: could not bind'],
    ['setsockopt(SO_REUSEADDR) failed', 'setsockopt(SO_REUSEADDR) failed'],
    ['AH00128: File does not exist: /a/b', 'AH00128: File does not exist: *'],
    ['cannot parse main:12', 'cannot parse main:*'],
    ['syntax error at main:12', 'syntax error at *'],
    ['previous version <none>', 'previous version *'],
    ['', ''],
  ])('%s is %s', (message, template) => {
    expect(templateOf(message)).toBe(template)
  })
})
