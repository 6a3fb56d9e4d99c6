import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const sources = globSync('{lambdas,cli,lib,bench}/**/*.{ts,mjs}').filter(
  (path) => !path.startsWith('lambdas/core/redact/'),
)

it('only redact/ seals: no other source names the seals or casts to the redacted types', () => {
  expect(sources.length).toBeGreaterThan(20)
  const offenders = sources.filter((path) =>
    /\bseal(?:Text|Record)\b|\bas (?:unknown as )?(?:readonly )?Redacted(?:Text|Record)\b|<Redacted(?:Text|Record)>\s*[\w({]/.test(
      readFileSync(path, 'utf8').replace(/:\s*\w+<Redacted(?:Text|Record)>/g, ''),
    ),
  )
  expect(offenders).toEqual([])
})
