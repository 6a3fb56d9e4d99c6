import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stack } from 'aws-cdk-lib'
import { afterAll, expect, test } from 'vitest'
import { build, bundle, entryOf } from '../../lib/bundle.ts'
import { appWithFlags, minimal } from './synth.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sluice-bundle-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const stub = join(import.meta.dirname, 'stub-handler.ts')

/** The folder of the asset that `bundle` makes, relative to `out`. */
function bundled(out: string, config = minimal): string {
  bundle(new Stack(appWithFlags(join(scratch, out))), 'ingest', config, stub)
  return readdirSync(join(scratch, out)).find((name) => !name.endsWith('.map'))!
}

test('an asset holds the code and the configuration, and no source map', () => {
  const folder = join(scratch, 'a', bundled('a'))
  expect(readdirSync(folder).sort()).toEqual(['config.json', 'index.mjs'])
  expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toEqual(minimal)
  expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).not.toContain('sourceMappingURL')
})

test('the same code and configuration are the same asset, wherever they are built', () => {
  expect(bundled('b')).toBe(bundled('c'))
})

test('another configuration is another asset', () => {
  expect(bundled('d', { ...minimal, name: 'other' })).not.toBe(bundled('b'))
})

test.each(['ingest', 'alert'] as const)('the bundle of %s is a module that needs nothing but Node', (own) => {
  const { code } = build(entryOf(own))
  const imported = [...code.matchAll(/(?:^|[;}\s])import[\s{*\w,$}]*?(?:from)?\s*["']([^"']+)["']/g)].map(
    ([, name]) => name!,
  )
  expect(imported.filter((name) => !name.startsWith('node:'))).toEqual([])
  expect(code).not.toContain(process.cwd())
  expect(code).toMatch(/export\s*\{[^}]*\bhandler\b/)
})
