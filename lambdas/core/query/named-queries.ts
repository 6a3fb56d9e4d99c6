/**
 * The questions that people ask of logs, in SQL that Athena and DuckDB both understand. They are Athena's named queries and
 * `sluice query --named`. `{from}` and `{to}` are days, other braces are parameters of the query.
 */
export interface NamedQuery {
  readonly name: string
  readonly question: string
  readonly sql: string
  /** What each parameter means; `from` and `to` every query has. */
  readonly parameters?: Readonly<Record<string, string>>
}

const inRange = 'dt BETWEEN {from} AND {to}'

/** An attribute, whether the log nests it (`{"http": {"route": …}}`) or names it in one piece (`http.route`). */
const attribute = (...names: readonly string[]): string =>
  `coalesce(${names
    .flatMap((name) => [
      `json_extract_scalar(attributes, '$.${name}')`,
      ...(name.includes('.') ? [`json_extract_scalar(attributes, '$["${name}"]')`] : []),
    ])
    .join(', ')})`

export const namedQueries: readonly NamedQuery[] = [
  {
    name: 'errors-by-fingerprint',
    question: 'Which errors occur, how often, since when?',
    sql: `SELECT fingerprint, count(*) AS errors, min(timestamp) AS first_seen, max(timestamp) AS last_seen,
  count(DISTINCT service) AS services, min(body) AS sample
FROM logs
WHERE severity_number >= 17 AND ${inRange}
GROUP BY fingerprint
ORDER BY errors DESC, fingerprint
LIMIT 50`,
  },
  {
    name: 'one-request',
    question: 'What happened during one request, in all services?',
    sql: `SELECT timestamp, service, severity_text, scope_name, body
FROM logs
WHERE (trace_id = {request} OR ${attribute('request_id')} = {request}) AND ${inRange}
ORDER BY timestamp, event_id
LIMIT 1000`,
    parameters: { request: 'a trace id or request id' },
  },
  {
    name: 'slowest-endpoints',
    question: 'Which endpoints are slow?',
    sql: `SELECT service, endpoint, count(*) AS requests, round(avg(duration_ms), 1) AS mean_ms,
  round(approx_percentile(duration_ms, 0.95), 1) AS p95_ms, max(duration_ms) AS slowest_ms
FROM (
  SELECT service, ${attribute('http.route', 'url.path', 'http.target')} AS endpoint,
    CAST(${attribute('duration_ms', 'http.server.duration')} AS double) AS duration_ms
  FROM logs
  WHERE ${inRange}
) AS timed
WHERE endpoint IS NOT NULL AND duration_ms IS NOT NULL
GROUP BY service, endpoint
ORDER BY p95_ms DESC, endpoint
LIMIT 50`,
  },
  {
    name: 'who-touched-a-pseudonym',
    question: 'Where does one pseudonym, such as a user, appear?',
    sql: `SELECT timestamp, service, scope_name, trace_id, body
FROM logs
WHERE (strpos(body, {pseudonym}) > 0 OR strpos(attributes, {pseudonym}) > 0) AND ${inRange}
ORDER BY timestamp, event_id
LIMIT 1000`,
    parameters: { pseudonym: 'as it stands in the log, such as [HMAC:k1:…]' },
  },
  {
    name: 'volume-by-logger',
    question: 'Which loggers fill the archive?',
    sql: `SELECT service, coalesce(scope_name, '') AS logger, count(*) AS records,
  sum(length(body) + length(attributes)) AS characters
FROM logs
WHERE ${inRange}
GROUP BY service, coalesce(scope_name, '')
ORDER BY characters DESC, service, logger
LIMIT 50`,
  },
  {
    name: 'severity-by-hour',
    question: 'How many records of each severity, hour by hour?',
    sql: `SELECT dt, hour, service,
  sum(CASE WHEN severity_number >= 17 THEN 1 ELSE 0 END) AS errors,
  sum(CASE WHEN severity_number BETWEEN 13 AND 16 THEN 1 ELSE 0 END) AS warnings,
  count(*) AS records
FROM logs
WHERE ${inRange}
GROUP BY dt, hour, service
ORDER BY dt, hour, service`,
  },
]

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Puts values in, as SQL text literals: nothing in a value can become SQL. */
export const fillQuery = (sql: string, values: Readonly<Record<string, string>>): string =>
  sql.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name]
    return value === undefined ? braces : literal(value)
  })

/** As Athena keeps it: the last seven days, and a place to write each parameter. */
export function athenaQuery({ sql, parameters = {} }: NamedQuery): string {
  const day = (date: string) => `date_format(${date}, '%Y-%m-%d')`
  const dated = sql
    .replaceAll('{from}', day("current_date - INTERVAL '7' DAY"))
    .replaceAll('{to}', day('current_date'))
  return fillQuery(
    dated,
    Object.fromEntries(Object.entries(parameters).map(([name, meaning]) => [name, meaning])),
  )
}
