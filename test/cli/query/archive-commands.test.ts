import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLogs } from '../../../cli/query/index.ts'
import { compact, defaultLimits } from '../../../lambdas/core/compact/index.ts'
import { athenaQuery, namedQueries } from '../../../lambdas/core/query/index.ts'
import { createFolderStore } from '../../../lambdas/core/store/index.ts'
import { createFaultyStore } from '../../support/archive/faulty-store.ts'
import { archivedRecord, land } from '../../support/archive/records.ts'
import { shopRecords } from '../../support/archive/shop-records.ts'
import { nine } from '../../support/events.ts'
import { command } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-query-'))
const now = nine + 3_600_000
const inFolder = (...args: string[]) => command(args, { folder, now })
const json = async (...args: string[]) => {
  const { out, err, exit } = await inFolder(...args, '--json')
  expect({ err, exit }).toEqual({ err: '', exit: 0 })
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** Half of it compacted, half of it still in landing. */
beforeAll(async () => {
  const store = createFolderStore(join(folder, 'sluice-out/archive'))
  await land(store, 'b1', shopRecords.slice(0, 4))
  await compact({ store, clock: Date.now, limits: defaultLimits, settle: Number.NEGATIVE_INFINITY, grace: 0 })
  await land(store, 'b2', shopRecords.slice(4))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What each named query answers on `shopRecords`; one that is missing here fails the test. */
const expected: Readonly<Record<string, { parameters?: string[]; rows: unknown[] }>> = {
  'errors-by-fingerprint': {
    rows: [
      {
        fingerprint: 'v1:aaaa',
        errors: 2,
        first_seen: '2026-11-22 09:00:01',
        last_seen: '2026-11-22 09:00:03',
        services: 1,
        sample: 'payment declined',
      },
      { fingerprint: 'v1:bbbb', errors: 1, sample: 'stock is gone' },
    ],
  },
  'one-request': {
    parameters: ['request=req-1'],
    rows: [
      { timestamp: '2026-11-22 09:00:10', service: 'shop', body: 'GET 10' },
      { timestamp: '2026-11-22 09:00:12', service: 'shop', body: 'GET 12' },
      { timestamp: '2026-11-22 09:00:13', service: 'cart', body: 'GET 13' },
    ],
  },
  'slowest-endpoints': {
    rows: [
      { service: 'shop', endpoint: '/orders', requests: 2, mean_ms: 30, slowest_ms: 40 },
      { service: 'shop', endpoint: '/cart', requests: 1, mean_ms: 3.5, p95_ms: 3.5, slowest_ms: 3.5 },
    ],
  },
  'who-touched-a-pseudonym': {
    parameters: ['pseudonym=[HMAC:k1:abc]'],
    rows: [
      {
        timestamp: '2026-11-22 09:00:13',
        service: 'cart',
        scope_name: 'shop.access',
        trace_id: null,
        body: 'GET 13',
      },
    ],
  },
  'volume-by-logger': {
    rows: [
      { service: 'shop', logger: 'shop.access', records: 3 },
      { service: 'shop', logger: 'shop.payments', records: 3 },
      { service: 'cart', logger: 'shop.access', records: 1 },
      { service: 'cart', logger: '', records: 1 },
    ],
  },
  'severity-by-hour': {
    rows: [
      { dt: '2026-11-22', hour: '09', service: 'cart', errors: 0, warnings: 1, records: 2 },
      { dt: '2026-11-22', hour: '09', service: 'shop', errors: 3, warnings: 0, records: 6 },
    ],
  },
}

describe('sluice query', () => {
  it.each(namedQueries.map(({ name }) => name))('answers %s', async (name) => {
    const { rows, parameters = [] } = expected[name]!
    const answer = await json(
      'query',
      '--named',
      name,
      ...parameters,
      '--from',
      '2026-11-22',
      '--to',
      '2026-11-22',
    )
    expect(answer).toHaveLength(rows.length)
    expect(answer).toMatchObject(rows)
  })

  it('takes a value of a parameter for a value, whatever is in it', async () => {
    const { out, exit } = await inFolder('query', '--named', 'one-request', "request=x' OR '1'='1", '--json')
    expect({ out, exit }).toEqual({ out: '', exit: 0 })
  })

  it('has a table, CSV and JSON lines', async () => {
    const sql =
      'SELECT service, count(*) AS records, min(body) AS first FROM logs WHERE severity_number = 13 GROUP BY 1'
    expect((await inFolder('query', sql)).out).toBe(
      `service  records  first\n-------  -------  ${'-'.repeat(29)}\ncart           1  slow, says "db"\\u000aline two\n`,
    )
    expect((await inFolder('query', sql, '--csv')).out).toBe(
      'service,records,first\ncart,1,"slow, says ""db""\nline two"\n',
    )
    expect(await json('query', sql)).toEqual([
      { service: 'cart', records: 1, first: 'slow, says "db"\nline two' },
    ])
  })

  it('gives types that one can work with', async () => {
    const [row] = await json('query', 'SELECT * FROM logs ORDER BY timestamp LIMIT 1')
    expect(row).toMatchObject({
      timestamp: '2026-11-22 09:00:01',
      severity_number: 17,
      event_ids: null,
      dt: '2026-11-22',
    })
    expect(JSON.parse(row.attributes)).toEqual({ number: 1 })
  })

  it('lists the named queries with their parameters', async () => {
    const { out } = await inFolder('query', '--list')
    for (const { name, question } of namedQueries) expect(out).toContain(`${name}\n  ${question}`)
  })

  it('reads only hours that are asked for', async () => {
    expect(await json('query', 'SELECT count(*) AS n FROM logs', '--from', '2026-11-22T10:00')).toEqual([
      { n: 0 },
    ])
    expect(await json('query', 'SELECT count(*) AS n FROM logs', '--from', '2h')).toEqual([{ n: 8 }])
  })

  it.each([
    [['DROP VIEW logs'], 'only_questions'],
    [["COPY (SELECT 1) TO 'x.csv'"], 'sql'],
    [['SELECT 1; SELECT 2'], 'one_statement'],
    [["SELECT * FROM read_text('/etc/hostname')"], 'sql'],
    [['SELECT nothing FROM logs'], 'sql'],
    [['SET enable_external_access = true'], 'only_questions'],
    [[], 'missing_value'],
    [['SELECT', '1'], 'missing_value'],
    [['--named', 'nothing'], 'unknown_query'],
    [['--named', 'one-request'], 'missing_value'],
    [['--named', 'one-request', 'x=1'], 'unexpected_argument'],
    [['SELECT 1', '--from', 'yesterday'], 'wrong_value'],
    [['SELECT 1', '--from', '2026-11-22', '--to', '2026-11-21'], 'wrong_value'],
    [['SELECT 1', '--out', 'nowhere'], 'no_archive'],
    [['SELECT 1', '--json', '--csv'], 'wrong_value'],
  ])('refuses %j with the code %s', async (args, code) => {
    const { exit, err, out } = await inFolder('query', ...args)
    expect(err).toContain(`[${code}]`)
    expect(exit).toBe(code === 'sql' ? 1 : 2)
    expect(out).toBe('')
  })

  it('answers the same at every step of a compaction, in a folder whose name is a pattern', async () => {
    const out = join(folder, "it's a [dir]*")
    const store = createFolderStore(join(out, 'archive'))
    mkdirSync(join(out, 'archive'), { recursive: true })
    for (let i = 0; i < 4; i++) await land(store, `b${i}`, [archivedRecord(i), archivedRecord(i + 10)])
    let steps = 0
    const watched = createFaultyStore(store, undefined, async () => {
      steps++
      const logs = await openLogs(out)
      const { rows } = await logs.ask('SELECT event_id, count(*) FROM logs GROUP BY 1 HAVING count(*) = 1')
      expect((await Array.fromAsync(rows)).flat()).toHaveLength(8)
      logs.close()
    })
    const limits = { textBytes: 1_000, records: 4 }
    await compact({ store: watched, clock: Date.now, limits, settle: Number.NEGATIVE_INFINITY, grace: 0 })
    expect(steps).toBeGreaterThan(8)
  })
})

describe('sluice search', () => {
  it('prints the newest records with the text, oldest first', async () => {
    const { out, exit } = await inFolder('search', 'DECLINED')
    expect(exit).toBe(0)
    expect(out).toBe(
      '2026-11-22 09:00:01.000 ERROR shop shop.payments payment declined\n' +
        '2026-11-22 09:00:03.000 ERROR shop shop.payments payment declined again\n',
    )
  })

  it('narrows by service, severity, time and number', async () => {
    expect((await inFolder('search', '--service', 'cart', '--severity', 'warn')).out).toBe(
      '2026-11-22 09:00:20.000 WARNING cart slow, says "db"\n    line two\n',
    )
    expect(await json('search', '--from', '2026-11-22T09:00:02', '--to', '2026-11-22T09:00:12')).toHaveLength(
      4,
    )
    const newest = await inFolder('search', '--limit', '1')
    expect(newest.out).toContain('09:00:20')
    expect(newest.err).toContain('--limit shows more')
  })

  it('ends with 1 when nothing is found, and takes the text for text', async () => {
    expect(await inFolder('search', "' OR true --")).toEqual({ exit: 1, out: '', err: '' })
    expect(await inFolder('search', '%')).toMatchObject({ exit: 1 })
  })
})

describe('sluice compact', () => {
  it('says what it did, and then that nothing is left to do', async () => {
    const out = join(folder, 'to-compact')
    await land(createFolderStore(join(out, 'archive')), 'b1', shopRecords)
    expect((await inFolder('compact', '--out', out)).out).toMatch(
      /^2 landing objects \([\d.]+ (?:bytes|kB)\) became [\d.]+ kB of Parquet: 8 events\.\n$/,
    )
    expect((await inFolder('compact', '--out', out)).out).toBe('Nothing to do: landing holds nothing new.\n')
    expect(await json('query', 'SELECT count(*) AS n FROM logs', '--out', out)).toEqual([{ n: 8 }])
  })

  it('needs an archive', async () => {
    expect(await inFolder('compact', '--out', 'nowhere')).toMatchObject({ exit: 2, out: '' })
  })
})

describe('the queries of Athena', () => {
  it.each(namedQueries)('$name has days and a place for each parameter', (query) => {
    const sql = athenaQuery(query)
    expect(sql).not.toMatch(/\{\w+\}/)
    expect(sql).toContain("BETWEEN date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d')")
    for (const meaning of Object.values(query.parameters ?? {})) expect(sql).toContain(`'${meaning}'`)
  })
})
