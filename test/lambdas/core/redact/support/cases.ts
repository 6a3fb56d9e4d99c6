/**
 * The case folders: cases/<detector>/<ng|ok>.<story>.txt, one event a file. In an `ng` file every secret stands between ⟦ and ⟧;
 * pieces that touch, `⟦AKIA⟧⟦…⟧`, make one secret, so that scanners of this repository do not take it for a live one. An
 * `ok` file holds look-alikes and has to come out byte for byte. A folder's config.json, if any, replaces parts of `redact`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { RedactConfig } from '../../../../../lambdas/core/config/types.ts'

const root = new URL('../cases/', import.meta.url)

export interface MarkedText {
  /** Without the marks. */
  readonly text: string
  readonly secrets: readonly string[]
  /** What stands before, between and after the secrets: one more than there are secrets. */
  readonly around: readonly string[]
}

export interface CaseFile {
  readonly story: string
  readonly verdict: 'ng' | 'ok'
  readonly marked: string
}

export const caseFolders = (): string[] => readdirSync(root).sort()

/** [] when there is no such folder. */
export const casesOf = (folder: string): CaseFile[] =>
  (caseFolders().includes(folder) ? readdirSync(new URL(`${folder}/`, root)) : [])
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => {
      const [, verdict, story] = /^(ng|ok)\.([a-z0-9-]+)\.txt$/.exec(name) ?? []
      if (verdict === undefined)
        throw new Error(`${folder}/${name}: is neither ng.<story>.txt nor ok.<story>.txt`)
      const marked = readFileSync(new URL(`${folder}/${name}`, root), 'utf8').replace(/\n$/, '')
      return { story: story!, verdict: verdict as 'ng' | 'ok', marked }
    })

export function configOf(folder: string): Partial<RedactConfig> {
  const file = new URL(`${folder}/config.json`, root)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<RedactConfig>) : {}
}

/** @throws when the marks do not pair. */
export function readMarks(marked: string): MarkedText {
  const parts = marked.replaceAll('⟧⟦', '').split(/⟦([^⟦⟧]+)⟧/)
  const text = parts.join('')
  if (/[⟦⟧]/.test(text)) throw new Error('the marks ⟦ and ⟧ do not pair')
  return {
    text,
    secrets: parts.filter((_, i) => i % 2 === 1),
    around: parts.filter((_, i) => i % 2 === 0),
  }
}

/** Runs of this many characters of a secret give it away; of a shorter one, all of it. */
const RUN = 6

/** The pieces of secrets that can still be read in `output` though the rest of the text does not hold them. */
export function survivors({ secrets, around }: MarkedText, output: string): string[] {
  const rest = around.join('\0')
  return secrets.flatMap((secret) => {
    const run = Math.min(RUN, secret.length)
    return Array.from({ length: secret.length - run + 1 }, (_, i) => secret.slice(i, i + run)).filter(
      (piece) => output.includes(piece) && !rest.includes(piece),
    )
  })
}

const mask = /"?\[REDACTED(?::[a-z0-9_]+)?\]"?/.source

/** What the output looks like when nothing but the secrets has become a mask (in quotes where a number stood in JSON). */
export const maskedForm = ({ around }: MarkedText): RegExp =>
  new RegExp(`^${around.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join(mask)}$`)

/** The JSON's keys and its places of values; undefined when the text is none. */
export function jsonShape(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), (_, value) =>
      typeof value === 'object' && value !== null ? value : 0,
    )
  } catch {
    return undefined
  }
}
