import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redact } from './support/redactors.ts'
import { formSamples, type Sample } from './support/samples.ts'

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)
const unicode = (text: string): string =>
  [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

/** Ways in which a value gets into a line. */
const carriers: Readonly<Record<string, (value: string) => string>> = {
  alone: (value) => value,
  'in a sentence': (value) => `2024-05-01T10:00:00Z INFO got ${value} from upstream`,
  'in JSON': (value) => JSON.stringify({ level: 'info', a: { b: [1, { note: value }] }, z: true }),
  'in pretty JSON': (value) => JSON.stringify({ level: 'info', a: { b: [1, { note: value }] } }, null, 2),
  'in JSON in a string in JSON': (value) => JSON.stringify({ body: JSON.stringify({ note: value, n: 1 }) }),
  'in JSON three deep': (value) =>
    JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ note: `x ${value} y` }) }) }),
  'in JSON after text': (value) => `INFO [main] payload={"note":"${escaped(value)}","n":2} done`,
  'in logfmt': (value) => `level=info note="${escaped(value)}" took=3ms`,
  'in a Python repr': (value) => `form={'user': 'bob', 'note': '${escaped(value)}', 'n': 1}`,
  'in a Ruby hash': (value) => `{:user=>"bob", :note=>"${escaped(value)}"}`,
  'in an XML attribute': (value) => `<item id="7" note="${value}"/>`,
  'in an XML element': (value) => `<note>${value}</note>`,
  'in a header dump': (value) => `> Host: api.example.com\n> X-Note: ${value}\n> Accept: */*`,
  'in SQL': (value) => `INSERT INTO notes (id, note) VALUES (7, '${value}');`,
  'in a traceback': (value) =>
    `Traceback (most recent call last):\n  File "/app/a.py", line 3, in f\n    g(note)\nValueError: bad note '${value}'`,
  'after an escaped line feed': (value) => JSON.stringify({ message: `first line\n${value}\nlast line` }),
  'with unicode escapes': (value) => `{"note":"${unicode(value)}"}`,
  'in brackets': (value) => `note (${value}) [${value}] {${value}}`,
  'next to letters beyond ASCII': (value) => `用户${value}，完成`,
  'after an equals sign': (value) => `note=${value}`,
  'before a comma': (value) => `a ${value}, b`,
  'before a full stop': (value) => `It was ${value}.`,
  'in angle brackets': (value) => `from <${value}> to`,
  'between bars': (value) => `a|${value}|b`,
  'between quotes of words': (value) => `note “${value}” and \`${value}\``,
}

/** Carriers that a value itself cannot be put into. */
const impossible = (carrier: string, { value, detector }: Sample): boolean =>
  (value.includes('\n') &&
    /SQL|traceback|brackets|letters|bars|full stop|quotes|sentence|header/.test(carrier) &&
    detector !== 'private_key') ||
  (/letters/.test(carrier) && detector === 'email' && /[^ -~]/.test(value))

/** Which detectors' values can still be read, or are not steady, after `embed`. */
const leaks = (
  samples: readonly Sample[],
  embed: (value: string) => string,
  read = (out: string) => out,
): string[] =>
  samples
    .filter(({ value, secret }) => {
      const out = redact(embed(value))
      return read(out).includes(secret) || out.includes(escaped(secret)) || redact(out) !== out
    })
    .map(({ detector, value }) => `${detector}: ${value}`)

it.each(Object.entries(carriers))('any secret is found %s, and once is enough', (carrier, embed) => {
  const possible = formSamples.filter((sample) => !impossible(carrier, sample))
  expect(leaks(possible, embed)).toEqual([])
})

it('any secret is found percent-encoded in a query string', () => {
  const possible = formSamples.filter(({ value }) => !/[\s&#]/.test(value))
  expect(
    leaks(possible, (value) => `GET /a?note=${encodeURIComponent(value)}&b=1 HTTP/1.1`, decodeURIComponent),
  ).toEqual([])
})

const someSample = fc.constantFrom(...formSamples)
const punctuation = fc.constantFrom(
  ' ',
  '"',
  "'",
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  '<',
  '>',
  '|',
  '!',
  '?',
  '\t',
  '\n',
  '，',
  '「',
  '`',
  '*',
  '~ ',
)

it('a secret between any two punctuation marks is found', () => {
  fc.assert(
    fc.property(someSample, punctuation, punctuation, ({ value, secret }, before, after) => {
      const out = redact(`a${before}${value}${after}b`)
      expect(out).not.toContain(secret)
    }),
    { seed: 1, numRuns: 2000 },
  )
})
