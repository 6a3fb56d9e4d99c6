import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Build {
  readonly sources: readonly string[]
  readonly compile: (source: string) => Promise<string>
  readonly targetOf: (source: string) => string
}

const build = new URL('../../../../lambdas/core/wasm/build.mjs', import.meta.url)
const { sources, compile, targetOf } = (await import(build.href)) as Build

it.each(sources)(
  'what is checked in is what its source compiles to: %s',
  async (source) => {
    expect(readFileSync(targetOf(source), 'utf8')).toContain(`'${await compile(source)}'`)
  },
  60_000,
)

it('each source is known', () => {
  expect(sources.toSorted()).toEqual([
    'archive/escape/assembly/escape.ts',
    'decode/assembly/decode.ts',
    'page/assembly/page.ts',
    'parse/parts/assembly/parts.ts',
    'redact/sieve/assembly/sieve.ts',
  ])
})
