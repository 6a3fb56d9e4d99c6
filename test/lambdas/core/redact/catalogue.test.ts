import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogueOf, detectorNames, detectors } from '../../../../lambdas/core/redact/catalogue.ts'
import { vendorTokens } from '../../../../lambdas/core/redact/detectors/vendor-table.ts'
import { keyDetectors } from '../../../../lambdas/core/redact/keys.ts'
import { redactorWith } from './support/redactors.ts'
import { formSamples } from './support/samples.ts'

it('docs/redaction-catalogue.md is what the detectors say (node bench/catalogue.ts writes it)', () => {
  expect(readFileSync('docs/redaction-catalogue.md', 'utf8')).toBe(catalogueOf())
})

it('every detector has a name of its own, and every vendor a public source', () => {
  expect(new Set(detectorNames).size).toBe(detectorNames.length)
  expect(new Set(vendorTokens.map(({ name }) => name)).size).toBe(vendorTokens.length)
  expect(vendorTokens.length).toBeGreaterThanOrEqual(80)
  for (const { source } of vendorTokens) expect(source).toMatch(/^https:\/\//)
})

describe('the catalogue’s examples are found by the detector that they stand for', () => {
  it.each(detectors.filter(({ name }) => name !== 'unprocessable').map((info) => [info.name, info.example]))(
    '%s',
    (name, example) => {
      expect(redactorWith().redact(example).counts).toHaveProperty(name)
    },
  )
})

describe('each vendor’s sample is found, and counted under some detector’s name', () => {
  it.each(formSamples.map(({ detector, value }) => [detector, value]))('%s', (_, value) => {
    const { counts } = redactorWith().redact(`x ${value} y`)
    expect(Object.keys(counts)).not.toEqual([])
    for (const name of Object.keys(counts)) expect(detectorNames).toContain(name)
  })
})

it('every key detector is known by name', () => {
  for (const name of Object.keys(keyDetectors)) expect(detectorNames).toContain(name)
})
