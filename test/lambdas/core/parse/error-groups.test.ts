import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../support/records-of.ts'
import { type Build, type Call, type Failure, type Language, traceOf } from '../../../support/traces.ts'

const languages: readonly Language[] = ['python', 'node', 'java', 'go']
const modules = ['orders', 'cart', 'payments', 'stock', 'users']
const names = ['total', 'show', 'load', 'charge', 'handler', 'checkout', 'applyDiscount']
const types = ['OrderError', 'CardDeclinedError', 'StockException', 'TimeoutError']

const call = fc.record<Call>({
  module: fc.constantFrom(...modules),
  name: fc.constantFrom(...names),
  line: fc.integer({ min: 1, max: 400 }),
})
const calls = fc.uniqueArray(call, {
  minLength: 2,
  maxLength: 6,
  selector: ({ module, name }) => `${module} ${name}`,
})
const single = fc.record<Failure>({
  type: fc.constantFrom(...types),
  message: fc.constantFrom('order 17 is unknown', 'card declined', 'cannot read "total"'),
  calls,
})
const failure = fc
  .record({ outer: single, inner: fc.option(single) })
  .map(({ outer, inner }): Failure => (inner ? { ...outer, cause: inner } : outer))
const build = fc.record<Build>({
  root: fc.constantFrom('/srv', '/app', '/srv/releases/20240601', '/opt/deploy/a1b2c3d4', '/var/task'),
  shift: fc.integer({ min: 0, max: 900 }),
  seed: fc.integer({ min: 0, max: 9_999 }),
})

const group = (language: Language, what: Failure, where: Build) =>
  fingerprintOf(
    `2026-03-01 10:00:00,123 ERROR shop.web: request ${where.seed} failed\n${traceOf(language, what, where)}`,
  )

const holds = (property: fc.IRawProperty<unknown>) => fc.assert(property, { seed: 1, numRuns: 150 })

const replaced = (what: Failure, i: number, more: Partial<Call>): Failure => ({
  ...what,
  calls: what.calls.map((each, at) => (at === i % what.calls.length ? { ...each, ...more } : each)),
})

describe.each(languages)('errors of %s', (language) => {
  it('stay in their group whatever the release, the process, the ids and the addresses', () => {
    holds(
      fc.property(failure, build, build, (what, a, b) => {
        expect(group(language, what, a)).toBe(group(language, what, b))
      }),
    )
  })

  it('are another group from another function or another module', () => {
    holds(
      fc.property(failure, build, build, fc.nat(), (what, a, b, i) => {
        expect(group(language, replaced(what, i, { name: 'refund' }), b)).not.toBe(group(language, what, a))
        expect(group(language, replaced(what, i, { module: 'invoices' }), b)).not.toBe(
          group(language, what, a),
        )
      }),
    )
  })

  it('are another group when they are of another type', () => {
    holds(
      fc.property(failure, build, build, (what, a, b) => {
        expect(group(language, { ...what, type: 'RefundError' }, b)).not.toBe(group(language, what, a))
      }),
    )
  })

  it('do not depend on how deep a recursion was', () => {
    const depth = fc.integer({ min: 2, max: 30 })
    holds(
      fc.property(failure, build, build, depth, depth, fc.nat(), (what, a, b, m, n, i) => {
        const at = (i % (what.calls.length - 1)) + 1
        const deep = (times: number): Failure => {
          const [before, after] = [what.calls.slice(0, at), what.calls.slice(at)]
          // Pairs, so that the generated names around a call do not depend on the depth.
          const pair = [
            { module: 'tree', name: 'walk', line: 3 },
            { module: 'tree', name: 'visit', line: 5 },
          ]
          const walk = Array.from({ length: times * 3 }, () => pair).flat()
          return { ...what, calls: [...before, ...walk, ...after] }
        }
        expect(group(language, deep(m), a)).toBe(group(language, deep(n), b))
      }),
    )
  })
})

describe.each(languages.filter((each) => each !== 'go'))('causes in %s', (language) => {
  it('count with their type and their place', () => {
    holds(
      fc.property(single, single, build, build, (outer, inner, a, b) => {
        const whole = group(language, { ...outer, cause: inner }, a)
        expect(group(language, { ...outer, cause: { ...inner, type: 'DiskError' } }, b)).not.toBe(whole)
        expect(group(language, { ...outer, cause: replaced(inner, 1, { name: 'connect' }) }, b)).not.toBe(
          whole,
        )
        expect(group(language, outer, b)).not.toBe(whole)
      }),
    )
  })
})

describe('names that a compiler makes', () => {
  const java = (frame: string) => `Exception: x\n\tat ${frame}\n\tat com.acme.Main.main(Main.java:3)`
  const node = (frame: string) =>
    `TypeError: x is ${'undefined'}\n    at ${frame}\n    at main (/srv/shop/main.js:1:2)`
  const go = (frame: string) =>
    `panic: x\n\ngoroutine 1 [running]:\n${frame}\n\t/srv/shop/a.go:3 +0x1\nmain.main()\n\t/srv/shop/main.go:9 +0x2`
  const python = (name: string) =>
    `Traceback (most recent call last):\n  File "/srv/shop/a.py", line 3, in ${name}\n    x\nValueError: x`
  it.each([
    [
      java('com.acme.Orders$$Lambda$14/0x0000000800c8.apply(Unknown Source)'),
      java('com.acme.Orders$$Lambda/0x7f00aa11.apply(Unknown Source)'),
    ],
    [java('com.acme.Orders$1.run(Orders.java:3)'), java('com.acme.Orders$2.run(Orders.java:9)')],
    [
      java('com.acme.Orders$$EnhancerBySpringCGLIB$$1a2b.total(<generated>)'),
      java('com.acme.Orders.total(Orders.java:3)'),
    ],
    [
      java('com.acme.Orders$HibernateProxy$aB3xYz.total(Unknown Source)'),
      java('com.acme.Orders$HibernateProxy$Qw9.total(Unknown Source)'),
    ],
    [
      java('com.acme.OrdersKt$total$1.invokeSuspend(Orders.kt:3)'),
      java('com.acme.OrdersKt$total$4.invokeSuspend(Orders.kt:3)'),
    ],
    [
      java('com.acme.Orders$.$anonfun$total$1(Orders.scala:3)'),
      java('com.acme.Orders$.$anonfun$total$7(Orders.scala:3)'),
    ],
    [java('Shop.Orders.<Total>d__3.MoveNext()'), java('Shop.Orders.<Total>d__11.MoveNext()')],
    [
      java('Shop.Orders.<>c__DisplayClass1_0.<Show>b__0()'),
      java('Shop.Orders.<>c__DisplayClass4_2.<Show>b__3()'),
    ],
    [node('Order.total [as show] (/srv/shop/a.js:1:2)'), node('Order.total (/srv/shop/a.js:9:2)')],
    [node('new Order (/srv/shop/a.js:1:2)'), node('Order (/srv/shop/a.js:3:2)')],
    [
      node('t (/srv/shop/dist/main.4f3a2b1c.js:1:23456)'),
      node('Ae (/srv/shop/dist/main.99aa88bb.js:1:34567)'),
    ],
    [node('Object.<anonymous> (/srv/shop/a.js:1:2)'), node('/srv/shop/a.js:8:1')],
    [go('main.(*Shop).total.func1.2()'), go('main.(*Shop).total.func3()')],
    [go('main.Shop.total.gowrap1()'), go('main.Shop.total.gowrap2()')],
    [
      python('total'),
      `Traceback (most recent call last):\n  File "/srv/shop-1.2.3/a.py", line 4, in total\n    x\nValueError: y`,
    ],
    [
      `${python('total').replace('line 3, in total', 'line 3, in total\n    x\n  File "/srv/shop/a.py", line 3, in <listcomp>')}`,
      python('total'),
    ],
  ])('do not make groups: %s', (a, b) => {
    expect(fingerprintOf(a)).toBe(fingerprintOf(b))
  })

  it('of bundles say little, so that the message tells such errors apart', () => {
    const error = (message: string) =>
      `TypeError: ${message}\n    at t (/srv/shop/dist/main.4f3a2b1c.js:1:23456)`
    expect(fingerprintOf(error('order 4 is unknown'))).toBe(fingerprintOf(error('order 5 is unknown')))
    expect(fingerprintOf(error('order 4 is unknown'))).not.toBe(fingerprintOf(error('card 5 declined')))
  })
})
