import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordsOf } from '../../../support/records-of.ts'

const folder = join(import.meta.dirname, 'samples')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.log'))
  .map((name) => name.slice(0, -4))

describe('what real programs print', () => {
  it.each(names)('%s is read as its records say', (name) => {
    const expected = readFileSync(join(folder, `${name}.records.txt`), 'utf8')
      .trimEnd()
      .split('\n')
    expect(recordsOf(readFileSync(join(folder, `${name}.log`), 'utf8'))).toEqual(expected)
  })
})
