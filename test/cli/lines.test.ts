import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Line, LineSplitter } from '../../cli/input/lines.ts'

function split(chunks: readonly Buffer[], longest?: number): Line[] {
  const splitter = new LineSplitter(longest)
  const lines = chunks.flatMap((chunk) => splitter.push(chunk))
  const rest = splitter.finish()
  return rest ? [...lines, rest] : lines
}

const joined = (lines: readonly Line[]): string =>
  lines.map(({ bytes, end }) => bytes.toString('latin1') + end).join('')

const words = (lines: readonly Line[]): string[] => lines.map(({ bytes }) => bytes.toString())

test('no byte is lost or added, however the input is chopped', () => {
  const bytes = fc.array(fc.constantFrom('a', '\n', '\r', '\0', ' ', '\xff', 'password: '), { maxLength: 60 })
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 8 }), fc.integer({ min: 4, max: 40 }), (parts, longest) => {
      const chunks = parts.map((part) => Buffer.from(part.join(''), 'latin1'))
      expect(joined(split(chunks, longest))).toBe(Buffer.concat(chunks).toString('latin1'))
      expect(split(chunks, longest)).toEqual(split([Buffer.concat(chunks)], longest))
    }),
    { seed: 1 },
  )
})

test('CRLF, a missing last line end and empty lines are understood', () => {
  expect(words(split([Buffer.from('a\r\nb\n\nc')]))).toEqual(['a', 'b', '', 'c'])
  expect(split([Buffer.from('a\r')])[0]).toMatchObject({ end: '\r' })
  expect(split([])).toEqual([])
})

test('a line that is too long is cut before a word, not between a name and its value', () => {
  expect(words(split([Buffer.from('one two three four\n')], 11))).toEqual(['one two ', 'three four'])
  expect(words(split([Buffer.from('some words password: hunter2x\n')], 24))[0]).toBe('some words ')
  expect(words(split([Buffer.alloc(25, 'x')], 10))).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)])
})

test('only a bounded part of a line without end is held', () => {
  const splitter = new LineSplitter(1_000)
  const chunk = Buffer.alloc(500, 'x')
  const lines = Array.from({ length: 20 }, () => splitter.push(chunk)).flat()
  expect(lines.length).toBeGreaterThanOrEqual(9)
})
