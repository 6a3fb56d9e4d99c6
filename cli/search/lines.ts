import { styleText } from 'node:util'
import type { World } from '../command.ts'
import type { Answer, Value } from '../query/index.ts'
import { count, plain } from '../terminal.ts'

const text = (value: Value | undefined): string =>
  value === null || value === undefined ? '' : String(value)

/** DuckDB leaves zeros at the end out; in a column, all times are as long. */
function timeText(value: Value | undefined): string {
  const [seconds, fraction = ''] = text(value).split('.')
  return `${seconds}.${fraction.padEnd(3, '0')}`
}

/** The lines after the first are indented, so that one can see where a record begins. */
const indented = (body: string): string => body.split('\n').map(plain).join('\n    ')

/** Prints records of `searchSql` for people; returns how many. */
export async function writeLines({ columns, rows }: Answer, limit: number, world: World): Promise<number> {
  const at = (name: string) => columns.indexOf(name)
  const [time, severity, service, scope, body] = [
    'timestamp',
    'severity_text',
    'service',
    'scope_name',
    'body',
  ].map(at)
  const style = (what: 'dim' | 'bold', part: string) => styleText(what, part, { stream: world.stdout })
  let printed = 0
  for await (const some of rows) {
    for (const row of some) {
      const where = [row[service!], row[scope!]].map(text).filter(Boolean).map(plain).join(' ')
      const head = `${style('dim', timeText(row[time!]))} ${style('bold', plain(text(row[severity!]) || '-'))}`
      world.stdout.write(`${head} ${style('dim', where)} ${indented(text(row[body!]))}\n`)
      printed++
    }
  }
  if (printed === limit) world.stderr.write(`These are the newest ${count(limit)}; --limit shows more.\n`)
  return printed
}
