import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Page } from '../../../../lambdas/core/page/page.ts'

const page = new Page()
for (const [i, name] of ['level', 'msg', 'name'].entries()) page.learned.name(name, i + 2)
for (const name of ['req', 'n', 'ok', 'none', 'a', 'b']) page.learned.name(name, 1)

const valuesOf = (listed: number) =>
  Array.from({ length: listed }, (_, n) => {
    const { from, to } = page.spanOf(n)
    return [page.nameOf(n), page.textAt(from, to)]
  })
const membersOf = (text: string) => {
  page.load([text])
  const listed = page.readMembers(0)
  return listed < 0 ? undefined : valuesOf(listed)
}
const made = () => {
  const { from, to } = page.attributes
  return page.textAt(from, to)
}

const line = '{"level":30,"req":{"url":"/a","tags":["x",{}]},"msg":"done","n":-1.5,"ok":true,"none":null}'

describe('the members of a JSON object', () => {
  it('are listed when their names say something, each with its text', () => {
    expect(membersOf(line)).toEqual([
      ['level', '30'],
      ['msg', '"done"'],
    ])
    expect(membersOf('{ "msg" : "日本 é" , "a" : [ ] }')).toEqual([['msg', '"日本 é"']])
  })

  it('are listed until it is known that their names say nothing', () => {
    expect(membersOf('{"new":1}')).toEqual([['new', '1']])
    expect(page.codeOf(0)).toBe(0)
    page.learned.name('new', 1)
    expect(membersOf('{"new":1}')).toEqual([])
  })

  it('make an object without those that were taken', () => {
    const without = (taken: number) => {
      membersOf(line)
      page.engine.makeMembers(taken)
      return JSON.parse(made()) as object
    }
    const { level, msg, ...rest } = JSON.parse(line) as Record<string, unknown>
    expect(without(0)).toEqual({ level, msg, ...rest })
    expect(without(1)).toEqual({ msg, ...rest })
    expect(without(2)).toEqual({ level, ...rest })
    expect(without(3)).toEqual(rest)
    membersOf('{"level":1,"msg":2}')
    page.engine.makeMembers(3)
    expect(made()).toBe('{}')
  })

  it.each([
    ['nothing', ''],
    ['an empty object', '{}'],
    ['an array', '["msg"]'],
    ['an end that is missing', line.slice(0, -1)],
    ['something behind it', `${line}x`],
    ['a comma before the brace', '{"a":1,}'],
    ['a string that is not closed', '{"a":"b}'],
    ['a control character in a string', '{"a":"b\u0001"}'],
    ['an escape that is none', '{"a":"\\x"}'],
    ['a number that begins with 0', '{"a":01}'],
    ['a word that is none', '{"a":nul}'],
    ['brackets that do not match', '{"a":[{"b":1]}}'],
    ['a name without a value', '{"a":{"b"}}'],
    ['a name that comes twice', '{"a":1,"b":2,"a":3}'],
    ['an escape in a name', '{"\\u0061":1}'],
    ['a number that would not come out as it went in', '{"a":1e5}'],
    ['several lines', '{\n"a":1}'],
    ['depth', `{"a":${'['.repeat(70)}${']'.repeat(70)}}`],
    ['very many members', `{${Array.from({ length: 70 }, (_, i) => `"k${i}":1`).join(',')}}`],
    ['a second text behind it', '{"a":1}\0{"b":2}'],
  ])('are not told of what has %s', (_, text) => {
    expect(membersOf(text)).toBeUndefined()
  })

  it('are only told of what JSON.parse reads', () => {
    const pieces = fc.constantFrom(...'"\\{}[],:1-.e', '\\u00', '\n', 'é')
    const damaged = fc
      .tuple(fc.nat(line.length), fc.nat(2), pieces)
      .map(([at, cut, piece]) => line.slice(0, at) + piece + line.slice(at + cut))
    fc.assert(
      fc.property(damaged, (text) => {
        if (membersOf(text) !== undefined) expect(() => JSON.parse(text)).not.toThrow()
      }),
      { seed: 1, numRuns: 3_000 },
    )
  })
})

describe('the pairs of a logfmt line', () => {
  const pairsOf = (text: string) => {
    page.load([text])
    return page.readPairs(0)
  }

  it('make an object, numbers as numbers where JavaScript writes them so', () => {
    const numbers = ['0', '7', '-7', '1.5', '-0.5', '0.000001', '123456789012345', '99999.00001']
    const texts = [
      '-0',
      '007',
      '1.50',
      '1.',
      '.5',
      '1e5',
      '0.0000001',
      '1234567890123456',
      '-',
      '1.2.3',
      '',
      '0x1',
    ]
    for (const value of [...numbers, ...texts]) {
      expect(pairsOf(`a=${value} b="${value}"`)).toBe(0)
      page.engine.makePairs(0)
      const expected = numbers.includes(value) ? Number(value) : value
      expect(JSON.parse(made())).toEqual({ a: expected, b: expected })
    }
  })

  it('are none where something stands beside them, or has to be escaped', () => {
    for (const text of [
      'a=1',
      'a=1 b',
      'a=1 b="x',
      'a=1 b="x"y',
      'a=1 b=x"y',
      'a=1 b=x\\y',
      'a=1 b=\t',
      'a=1 a=2',
      'a=1 b=1e-7',
      'a=1 =2',
    ])
      expect(pairsOf(text), text).toBe(-1)
  })
})

describe('texts that are loaded together', () => {
  it('are each read where they lie, whatever stands in those beside them', () => {
    const texts = ['{"msg":"ü"}', '', '{"msg":"half \ud800"}', '\0', '{"msg":"日本"}', '{"msg":"x"}']
    page.load(texts)
    const read = texts.map((_, n) => (page.has(n) ? page.readMembers(n) : undefined))
    expect(read).toEqual([1, -1, undefined, -1, 1, 1])
    page.readMembers(4)
    expect(valuesOf(1)).toEqual([['msg', '"日本"']])
  })

  it('are left out where there is no room for them', () => {
    page.load(['x'.repeat(200_000), 'y'.repeat(100_000), '{"a":1}', '日'.repeat(50_000)])
    expect([0, 1, 2, 3].map((n) => page.has(n))).toEqual([true, false, true, true])
    expect(page.readMembers(2)).toBe(0)
  })
})
