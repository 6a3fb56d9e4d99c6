import { describe, expect, it } from 'vitest'
import { fingerprint, parse, parseTogether } from '../../../../lambdas/core/parse/index.ts'
import { theLoaded } from '../../../../lambdas/core/parse/parts/loaded.ts'
import { Memory } from '../../../../lambdas/core/parse/parts/memory.ts'

const joined = (first: string, second: string) => `${first}|${second}`

describe('parts that came before', () => {
  it('give what was made of the same parts, however many fall on one place', () => {
    let made = 0
    const memory = new Memory((first, second) => {
      made++
      return joined(first, second)
    })
    const of = (first: string, between: string, second: string) => {
      const text = `<${first}${between}${second}>`
      theLoaded().load(text)
      const to = 1 + first.length
      const behind = to + between.length
      expect(memory.of(text, 1, to, behind, behind + second.length)).toBe(joined(first, second))
    }
    for (let round = 0; round < 2; round++)
      for (let i = 0; i < 5_000; i++)
        of(`shop/${i % 700}/orders-${i}.py`, `${i}`, i % 3 ? `in place_${i % 7}` : '')
    made = 0
    for (let i = 0; i < 100; i++) of('shop/cart.py', `${i}`, 'in total')
    expect(made).toBeLessThanOrEqual(1)
  })

  it('are compared in full: one character, where the parts meet, zeros, characters beyond one byte', () => {
    const memory = new Memory(joined)
    const long = 'a'.repeat(100)
    const pairs = [
      [long, 'b'],
      [`${long}b`, ''],
      [`${long.slice(1)}c`, 'b'],
      [`c${long.slice(1)}`, 'b'],
      ['\0\0\0\0\0\0\0\0', '\0'],
      ['\0\0\0\0\0\0\0\x80', '\0'],
      ['\0\0\0\0\0\0\0', '\0\0'],
      ['ÿÿÿÿÿÿÿÿÿ', 'ÿ'],
      ['日本語の関数です。', 'ÿ'],
      [long.repeat(5), 'too long'],
    ]
    for (let round = 0; round < 3; round++)
      for (const [first, second] of pairs as [string, string][]) {
        const text = first + second
        theLoaded().load(text)
        expect(memory.of(text, 0, first.length, first.length, text.length)).toBe(joined(first, second))
      }
  })

  it('are those of their own memory', () => {
    const [one, other] = [new Memory(() => 1), new Memory(() => 2)]
    theLoaded().load('shop.cart')
    expect([one.of('shop.cart', 0, 9), other.of('shop.cart', 0, 9), one.of('shop.cart', 0, 9)]).toEqual([
      1, 2, 1,
    ])
  })

  it('are found in a text of any length', () => {
    const memory = new Memory(joined)
    const text = `${'x'.repeat(700_000)}shop.cart`
    theLoaded().load(text)
    expect(memory.of(text, 700_000, 700_004, 700_005, 700_009)).toBe('shop|cart')
    theLoaded().load('shop-cart')
    expect(memory.of('shop-cart', 0, 4, 5, 9)).toBe('shop|cart')
    expect(memory.of('shop-cart', 9, 9)).toBe('|')
    expect(memory.of('shop-cart', 9, 8)).toBe('|')
  })
})

const frame = (path: string, line: number, name: string) =>
  `  File "${path}", line ${line}, in ${name}\n    total = sum(items)`

describe('frames that came before', () => {
  const trace = (line: number, last: string) =>
    [
      'Traceback (most recent call last):',
      frame('/srv/shop/cart.py', line, 'show'),
      frame('/srv/shop/cart.py', line + 1, last),
      `KeyError: ${line}`,
    ].join('\n')

  it('group as they did at first, whether they were read with the text or after it', () => {
    const first = fingerprint(parse(trace(3, 'total')))
    for (let i = 0; i < 5; i++) {
      const at = parseTogether([trace(i * 40, 'total'), trace(i * 7, `total_${i}`)])
      expect(fingerprint(at(0))).toBe(first)
      expect(fingerprint(at(1))).not.toBe(first)
      expect(fingerprint(parse(trace(i, 'total')))).toBe(first)
    }
  })

  it('group alike when the trace holds characters beyond one byte', () => {
    const text = trace(3, 'total')
    expect(fingerprint(parse(`${text} — „ß“`))).toBe(fingerprint(parse(text)))
  })
})

describe('heads that came before', () => {
  const heads = [
    'INFO [w-#] shop.cart: ',
    'WARN [w-#] c.s.Cart - ',
    'ERROR 1 --- [ w-#] c.s.Cart  : ',
    '- ERROR [w-#] - ',
    'ERROR in cart#: ',
    'INFO [w-# shop.cart: ',
    'INFO (w-# shop.cart: ',
  ]
  const messages = [
    'order placed',
    'a: b',
    ' two spaces',
    '[x] y',
    'cart.py:12\tplaced',
    'placed) and ] closed',
    '= 3',
    'x - y',
    '\ttab',
    'Fehler „ß“',
  ]

  it('say the same again, whatever the message is', () => {
    let n = 0
    for (const head of heads)
      for (const message of messages) {
        n++
        const text = `2024-06-01 10:00:00,123 ${head.replace('#', String(n))}${message}`
        const first = parse(text)
        for (let i = 0; i < 3; i++) {
          parse(text.replace(message, 'order placed'))
          expect(parse(text)).toEqual(first)
        }
      }
  })
})
