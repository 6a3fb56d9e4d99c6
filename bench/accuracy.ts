/**
 * How much the redactor finds and how much it takes too much, on the project's own cases: node bench/accuracy.ts [--record]
 * A secret leaks when six characters of it in a row survive. Exits with 1 when a figure is worse than the recorded one.
 *
 * accuracy/cases.jsonl: generated messages with spans. accuracy/lines.txt: one line each, secrets between ⟦ and ⟧; a line
 * without marks is clean.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { redact } from './adapters/redact.ts'

interface Case {
  readonly text: string
  readonly secrets: readonly { readonly type: string; readonly value: string }[]
}

interface Figures {
  readonly secrets: number
  readonly leaked: number
  readonly cleanLines: number
  readonly cleanLinesChanged: number
  readonly jsonLines: number
  readonly jsonBroken: number
}

interface Span {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly secretStart?: number
  readonly secretEnd?: number
}

const fileOf = (name: string): URL => new URL(`accuracy/${name}`, import.meta.url)
const linesOf = (name: string): string[] => readFileSync(fileOf(name), 'utf8').split('\n').filter(Boolean)

const generated: Case[] = linesOf('cases.jsonl').map((line) => {
  const { text, spans } = JSON.parse(line) as { text: string; spans: Span[] }
  const secrets = spans.map(({ type, start, end, secretStart, secretEnd }) => ({
    type,
    value: text.slice(secretStart ?? start, secretEnd ?? end),
  }))
  return { text, secrets }
})

const written: Case[] = linesOf('lines.txt').map((line) => ({
  text: line.replace(/[⟦⟧]/g, ''),
  secrets: [...line.matchAll(/⟦(.*?)⟧/g)].map(([, value]) => ({ type: 'written by hand', value: value! })),
}))

function isLeaked(value: string, { text, secrets }: Case, out: string): boolean {
  const rest = secrets.reduce((left, secret) => left.replaceAll(secret.value, '\0'), text)
  const run = Math.min(6, value.length)
  for (let i = 0; i + run <= value.length; i++) {
    const part = value.slice(i, i + run)
    if (out.includes(part) && !rest.includes(part)) return true
  }
  return false
}

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

const byType = new Map<string, { secrets: number; leaked: number }>()
const problems: string[] = []

function measure(cases: readonly Case[]): Figures {
  const figures = { secrets: 0, leaked: 0, cleanLines: 0, cleanLinesChanged: 0, jsonLines: 0, jsonBroken: 0 }
  for (const one of cases) {
    const out = redact(one.text)
    for (const { type, value } of one.secrets) {
      const row = byType.get(type) ?? { secrets: 0, leaked: 0 }
      byType.set(type, row)
      row.secrets++
      figures.secrets++
      if (!isLeaked(value, one, out)) continue
      row.leaked++
      figures.leaked++
      problems.push(`leak  ${out}`)
    }
    if (one.secrets.length === 0) {
      figures.cleanLines++
      if (out !== one.text) {
        figures.cleanLinesChanged++
        problems.push(`over  ${out}`)
      }
    }
    if (!isJson(one.text)) continue
    figures.jsonLines++
    if (!isJson(out)) figures.jsonBroken++
  }
  return figures
}

const figures = measure([...generated, ...written])
for (const [type, { secrets, leaked }] of [...byType].sort())
  console.log(type.padEnd(30), String(secrets).padStart(5), String(leaked).padStart(4))
console.log(
  `${'all'.padEnd(30)} ${String(figures.secrets).padStart(5)} ${String(figures.leaked).padStart(4)}`,
)
console.log(
  `clean lines changed ${figures.cleanLinesChanged} of ${figures.cleanLines}; JSON broken ${figures.jsonBroken} of ${figures.jsonLines}`,
)
for (const problem of problems) console.log(problem)

const worse = ['leaked', 'cleanLinesChanged', 'jsonBroken'] as const
if (process.argv.includes('--record'))
  writeFileSync(fileOf('recorded.json'), `${JSON.stringify(figures, null, 2)}\n`)
const recorded = JSON.parse(readFileSync(fileOf('recorded.json'), 'utf8')) as Figures
for (const name of worse) {
  if (figures[name] <= recorded[name]) continue
  console.error(`worse than recorded: ${name} ${figures[name]}, was ${recorded[name]}`)
  process.exitCode = 1
}
