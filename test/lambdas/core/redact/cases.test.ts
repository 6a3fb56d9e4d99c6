import { describe, expect, it } from 'vitest'
import { detectorNames } from '../../../../lambdas/core/redact/catalogue.ts'
import { vendorTokens } from '../../../../lambdas/core/redact/detectors/vendor-table.ts'
import type { Redactor } from '../../../../lambdas/core/redact/redactor.ts'
import {
  caseFolders,
  casesOf,
  configOf,
  jsonShape,
  type MarkedText,
  maskedForm,
  readMarks,
  survivors,
} from './support/cases.ts'
import { redactorWith } from './support/redactors.ts'
import { vendorExamples } from './support/vendor-examples.ts'

const VENDORS = 'vendor-tokens'
const vendors = new Set(vendorTokens.map(({ name }) => name))
const detectors = detectorNames.filter((name) => !vendors.has(name))

/** Everything that has to hold of a text whose secrets are marked. */
function expectRedacted(marked: MarkedText, detector: string, redactor: Redactor): void {
  const output = redactor.redact(marked.text).text
  expect(survivors(marked, output)).toEqual([])
  expect(output).toMatch(maskedForm(marked))
  expect(redactor.redact(output).text).toBe(output)
  expect(jsonShape(output)).toBe(jsonShape(marked.text))
  expect([...new Set(redactor.explain(marked.text).map((finding) => finding.detector))]).toEqual([detector])
}

function expectUntouched(text: string, redactor: Redactor): void {
  expect(redactor.redact(text).text).toBe(text)
  expect(redactor.explain(text)).toEqual([])
}

it('every detector has a folder of cases, and no folder is without a detector', () => {
  expect(caseFolders()).toEqual([...detectors, VENDORS].sort())
})

describe.each(detectors)('%s', (detector) => {
  const cases = casesOf(detector)
  const redactor = redactorWith(configOf(detector))

  it('has two cases or more that hold secrets, and one that only looks like it', () => {
    expect(cases.filter(({ verdict }) => verdict === 'ng').length).toBeGreaterThanOrEqual(2)
    expect(cases.filter(({ verdict }) => verdict === 'ok').length).toBeGreaterThanOrEqual(1)
  })

  it.each(cases)('$verdict: $story', ({ verdict, marked }) => {
    const parts = readMarks(marked)
    expect(parts.secrets.length > 0).toBe(verdict === 'ng')
    if (verdict === 'ng') expectRedacted(parts, detector, redactor)
    else expectUntouched(parts.text, redactor)
  })
})

describe('JSON stays JSON of the same shape', () => {
  const redactor = redactorWith()
  const carriers: readonly ((line: string) => unknown)[] = [
    (line) => ({ message: line }),
    (line) => ({ a: 1, log: [line, 'b', line] }),
    (line) => ({ message: JSON.stringify({ inner: line }), n: 2 }),
    (line) => ({ 'k"y': line, auth: { key: line } }),
  ]

  it.each(detectors)('where a case of %s is a value in it', (detector) => {
    const lines = casesOf(detector).flatMap(({ marked }) => {
      const { text } = readMarks(marked)
      return [text, ...text.split('\n')]
    })
    for (const line of lines)
      for (const carrier of carriers) {
        const text = JSON.stringify(carrier(line))
        expect(jsonShape(redactor.redact(text).text)).toBe(jsonShape(text))
      }
  })
})

describe('tokens of vendors', () => {
  const redactor = redactorWith()
  const cases = casesOf(VENDORS)
  const carriers = cases.filter(({ verdict }) => verdict === 'ng')

  it('have three carriers or more', () => {
    expect(carriers.length).toBeGreaterThanOrEqual(3)
  })

  it.each(vendorExamples(1))('$detector: a token made of $shape is gone from every carrier', (example) => {
    for (const { marked } of carriers)
      expectRedacted(readMarks(marked.replaceAll('{token}', () => example.token)), example.detector, redactor)
  })

  it.each(cases.filter(({ verdict }) => verdict === 'ok'))('ok: $story', ({ marked }) => {
    expectUntouched(readMarks(marked).text, redactor)
  })
})
