import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finish, finishAsText } from '../../../../../lambdas/core/parse/draft.ts'
import { readJsonMembers } from '../../../../../lambdas/core/parse/formats/json-members.ts'
import { Members } from '../../../../../lambdas/core/parse/members/members.ts'
import { read } from '../../../../../lambdas/core/parse/parse.ts'

const members = new Members(['level', 'msg', 'name'])
const namesOf = (text: string) => members.find(text)?.map(({ name, value }) => [name, value])

const line = '{"level":30,"req":{"url":"/a","tags":["x",{}]},"msg":"done","n":-1.5,"ok":true,"none":null}'

describe('the members of a JSON object', () => {
  it('are those that were asked for, each with its text', () => {
    const expected = [
      ['level', '30'],
      ['msg', '"done"'],
    ]
    expect(namesOf(line)).toEqual(expected)
    expect(namesOf(line)).toEqual(expected) // the other names are known by now
    expect(namesOf('{ "msg" : "日本 é" , "a" : [ ] }')).toEqual([['msg', '"日本 é"']])
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
  ])('are not told of what has %s', (_, text) => {
    expect(members.find(text)).toBeUndefined()
  })

  it('are only told of what JSON.parse reads', () => {
    const pieces = fc.constantFrom(
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '1',
      '-',
      '.',
      'e',
      '\\u00',
      '\n',
      'é',
    )
    const damaged = fc
      .tuple(fc.nat(line.length), fc.nat(2), pieces)
      .map(([at, cut, piece]) => line.slice(0, at) + piece + line.slice(at + cut))
    fc.assert(
      fc.property(damaged, (text) => {
        if (members.find(text) !== undefined) expect(() => JSON.parse(text)).not.toThrow()
      }),
      { seed: 1, numRuns: 3_000 },
    )
  })
})

describe('a line read by its members', () => {
  const usual = (text: string) => readJsonMembers(text, (inner) => read(inner, 1))
  const field = fc.constantFrom(
    'level',
    'msg',
    'message',
    'time',
    'name',
    'logger',
    'service',
    'trace_id',
    'a',
    'b c',
  )
  const value = fc.oneof(
    fc.constantFrom<unknown>(
      'info',
      30,
      '2024-06-01T10:00:00Z',
      1717200019287,
      'app.views',
      'done {}',
      'two\nlines',
    ),
    fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as unknown),
  )

  it('says what it says read as an object', () => {
    let read_ = 0
    fc.assert(
      fc.property(
        fc.dictionary(field, value, { minKeys: 1, noNullPrototype: true }),
        fc.boolean(),
        (object, isSpaced) => {
          const text = isSpaced ? JSON.stringify(object).replaceAll('":', '": ') : JSON.stringify(object)
          const draft = usual(text)
          if (draft === undefined) return
          read_++
          expect(finish(draft)).toEqual(finish(read(text, 1)))
          expect(finishAsText(draft).attributes).toEqual(finish(draft).attributes)
        },
      ),
      { seed: 1, numRuns: 3_000 },
    )
    expect(read_).toBeGreaterThan(100)
  })

  it('keeps the text of its attributes, also that of numbers which JavaScript would round', () => {
    const draft = usual('{"level":"info","id":12345678901234567,"msg":"x","price":1.10, "b":[1, 2]}')
    expect(draft?.attributesText).toBe('{"id":12345678901234567,"price":1.10, "b":[1, 2]}')
    expect(usual('{"msg":"x","level":"info"}')?.attributesText).toBe('{}')
  })
})
