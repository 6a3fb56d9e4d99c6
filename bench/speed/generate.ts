/** Seeded logs of the kinds that applications write, with made-up secrets planted in about one line of ten. */
import { type Random, seeded } from './random.ts'

export const kinds = ['json', 'traceback', 'access', 'logfmt', 'plain'] as const
export type Kind = (typeof kinds)[number]

export interface Generated {
  readonly messages: readonly string[]
  /** Values that must not be readable in the archive. */
  readonly secrets: readonly string[]
}

const lower = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
const hex = `${digits}abcdef`
const letters = lower + lower.toUpperCase() + digits
const paths = [
  '/',
  '/cart',
  '/cart/items',
  '/checkout',
  '/orders/4711',
  '/products/42/reviews',
  '/search',
  '/health',
]
const loggers = ['shop.cart', 'shop.checkout', 'shop.payments', 'shop.search', 'urllib3.connectionpool']
const sayings = [
  'order placed',
  'cart updated',
  'cache miss',
  'payment captured',
  'index refreshed',
  'retrying call',
]
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'curl/8.9.1',
  'okhttp/4.12.0',
]

interface Writer {
  readonly random: Random
  readonly secrets: string[]
}

const planted = ({ secrets }: Writer, value: string): string => {
  secrets.push(value)
  return value
}
const isHot = ({ random }: Writer): boolean => random.below(10) === 0
const password = (writer: Writer): string => planted(writer, `${writer.random.text(letters, 10)}-x9Q`)
const email = (writer: Writer): string =>
  planted(writer, `${writer.random.text(lower, 9)}.${writer.random.text(lower, 5)}@example.org`)
const token = (writer: Writer): string => planted(writer, writer.random.text(letters, 36))
const jwt = (writer: Writer): string =>
  `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIx${planted(writer, writer.random.text(letters, 40))}.${writer.random.text(letters, 43)}`
const address = (writer: Writer): string =>
  planted(writer, [0, 1, 2, 3].map(() => 11 + writer.random.below(200)).join('.'))
const time = ({ random }: Writer): string =>
  new Date(1_795_338_000_000 + random.below(3_600_000)).toISOString()

function json(writer: Writer): string {
  const { random } = writer
  const record: Record<string, unknown> = {
    timestamp: time(writer),
    level: random.pick(['INFO', 'INFO', 'DEBUG', 'WARNING', 'ERROR']),
    logger: random.pick(loggers),
    message: random.pick(sayings),
    request_id: random.text(hex, 32),
    http: {
      method: random.pick(['GET', 'POST']),
      target: random.pick(paths),
      status_code: random.pick([200, 201, 404, 500]),
    },
    duration_ms: random.below(90_000) / 100,
  }
  if (isHot(writer))
    Object.assign(
      record,
      random.pick([
        () => ({ user: { id: random.below(99_999), email: email(writer) } }),
        () => ({ form: { username: 'ana', password: password(writer) } }),
        () => ({ headers: { Authorization: `Bearer ${jwt(writer)}`, Accept: '*/*' } }),
        () => ({ body: JSON.stringify({ api_key: token(writer), items: [1, 2] }) }),
        () => ({ message: `sign-in of ${email(writer)} from ${address(writer)} failed` }),
      ])(),
    )
  return JSON.stringify(record)
}

function traceback(writer: Writer): string {
  const { random } = writer
  const frames = Array.from({ length: 4 + random.below(12) }, () => {
    const place = random.pick([
      'site-packages/flask/app.py',
      'site-packages/sqlalchemy/engine/base.py',
      'shop/payments.py',
    ])
    return `  File "/srv/${place}", line ${random.below(2_000)}, in ${random.pick(['run', 'dispatch_request', 'charge'])}\n    return self.call(request)`
  })
  const last = isHot(writer)
    ? `psycopg.OperationalError: cannot connect to postgresql://shop:${password(writer)}@db.internal:5432/shop`
    : "KeyError: 'customer_id'"
  return ['Traceback (most recent call last):', ...frames, last].join('\n')
}

function access(writer: Writer): string {
  const { random } = writer
  const query = isHot(writer)
    ? random.pick([() => `?token=${token(writer)}`, () => `?email=${email(writer)}&page=2`])()
    : ''
  const when = `22/Nov/2026:${10 + random.below(13)}:${10 + random.below(49)}:${10 + random.below(49)} +0000`
  return `${address(writer)} - - [${when}] "GET ${random.pick(paths)}${query} HTTP/1.1" ${random.pick([200, 304, 404])} ${random.below(90_000)} "-" "${random.pick(agents)}"`
}

function logfmt(writer: Writer): string {
  const { random } = writer
  const extra = isHot(writer)
    ? random.pick([() => ` password=${password(writer)}`, () => ` user=${email(writer)}`])()
    : ''
  return `time=${time(writer)} level=${random.pick(['info', 'warn', 'error'])} msg="${random.pick(sayings)}" request_id=${random.text(hex, 32)} path=${random.pick(paths)} duration=${random.below(5_000)}ms${extra}`
}

function plain(writer: Writer): string {
  const { random } = writer
  const extra = isHot(writer) ? ` with password: ${password(writer)}` : ''
  return `${time(writer).replace('T', ' ').replace('Z', '').replace('.', ',')} INFO [worker-${random.below(8)}] ${random.pick(loggers)}: ${random.pick(sayings)} after ${random.below(900)} ms${extra}`
}

const writers: Readonly<Record<Kind, (writer: Writer) => string>> = { json, traceback, access, logfmt, plain }

/** Messages of one kind, together at least `bytes` long; the same for the same seed. */
export function generate(kind: Kind, bytes: number, seed: number): Generated {
  const writer: Writer = { random: seeded(seed), secrets: [] }
  const messages: string[] = []
  for (let size = 0; size < bytes; size += messages.at(-1)!.length) messages.push(writers[kind](writer))
  return { messages, secrets: writer.secrets }
}
