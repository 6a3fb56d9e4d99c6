import type { World } from '../command.ts'
import { plain, short } from '../terminal.ts'
import type { Answer, Value, ValueRow } from './duckdb.ts'

/** How an answer is written. `table` is for people and shows at most `mostRows`. */
export type Format = 'table' | 'json' | 'csv'

const mostRows = 1_000
const widest = 100

const textOf = (value: Value): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

const csvField = (value: Value): string => {
  const text = textOf(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Names of columns are keys of the object, so the second of two equal ones gets a number. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name}_${times}`
  })
}

async function write(world: World, text: string): Promise<void> {
  if (!world.stdout.write(text)) await new Promise((resolve) => world.stdout.once('drain', resolve))
}

async function writeJson({ columns, rows }: Answer, world: World): Promise<void> {
  const names = uniqueNames(columns)
  for await (const some of rows) {
    const lines = some.map((row) =>
      JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]]))),
    )
    await write(world, lines.map((line) => `${line}\n`).join(''))
  }
}

async function writeCsv({ columns, rows }: Answer, world: World): Promise<void> {
  await write(world, `${columns.map(csvField).join(',')}\n`)
  for await (const some of rows)
    await write(world, some.map((row) => `${row.map(csvField).join(',')}\n`).join(''))
}

/** The first rows, and whether there are more. */
async function firstRows(rows: Answer['rows']): Promise<{ first: ValueRow[]; more: boolean }> {
  const first: ValueRow[] = []
  for await (const some of rows) {
    first.push(...some.slice(0, mostRows + 1 - first.length))
    if (first.length > mostRows) return { first: first.slice(0, mostRows), more: true }
  }
  return { first, more: false }
}

async function writeTable({ columns, numeric, rows }: Answer, world: World): Promise<void> {
  const { first, more } = await firstRows(rows)
  const cells = [columns.map(plain), ...first.map((row) => row.map((value) => short(textOf(value), widest)))]
  const widths = columns.map((_, i) => cells.reduce((width, row) => Math.max(width, row[i]!.length), 0))
  const lines = cells.map((row) =>
    row
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  )
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '))
  await write(world, `${lines.join('\n')}\n`)
  if (more)
    world.stderr.write(`Only the first ${mostRows} rows are shown; --json and --csv give all of them.\n`)
}

/** Writes an answer to standard output, as it comes. */
export const writeAnswer = (answer: Answer, format: Format, world: World): Promise<void> =>
  ({ table: writeTable, json: writeJson, csv: writeCsv })[format](answer, world)
