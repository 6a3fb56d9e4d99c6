import { columns } from '../compact/columns.ts'
import type { Dialect } from './dialect.ts'

/** Everything but `service`, which in landing only the path tells. */
const stored = columns.map(({ name }) => name).filter((name) => name !== 'service')

/** The columns of `logs`, in order. */
export const logsColumns: readonly string[] = [...stored, 'service', 'dt', 'hour']

/**
 * The view `logs`: each event once, at every moment of a compaction, over the tables `archive_objects` (Parquet),
 * `landing_objects` (JSON) and `manifests` (the ledger's entries).
 *
 * An archive object counts if an entry added it and none removed it; a landing object counts unless an entry names its batch.
 * The entries are read once, so both sides go by the same ones; and only those of before `asOf`. An engine lists the three
 * places one after the other: what such an entry added was there before it, so no listing misses it; what another entry
 * makes obsolete stays for an hour, so no listing misses that either.
 *
 * @param asOf an SQL expression: a little before the query began, so that clocks may differ by as much.
 */
export function logsView(dialect: Dialect, asOf: string): string {
  const { path, transform, committed, landingColumn } = dialect
  const named = (kind: 'a' | 'c', list: string, field: string) =>
    `${transform}(${list}, x -> '${kind}' || x.${field})`
  const part = (pattern: string) => `regexp_extract(${path}, '${pattern}', 1)`
  const names = logsColumns.map((name) => `o."${name}"`).join(', ')
  return `WITH names AS (
  SELECT dt, hour, service, substr(name, 2) AS name, max(substr(name, 1, 1)) AS kind
  FROM (
    SELECT m.dt, m.hour, m."partition".service AS service, n.name
    FROM manifests m CROSS JOIN UNNEST(
      ${named('a', 'm.added', '"key"')}
      || ${transform}(m.removed, x -> 'r' || x)
      || ${named('c', 'm.landing', 'batch')}) AS n(name)
    WHERE ${committed} <= ${asOf}
  ) AS entries
  GROUP BY dt, hour, service, substr(name, 2)
), objects AS (
  SELECT ${stored.map((name) => `"${name}"`).join(', ')}, service, dt, hour,
    'archive' AS place, ${part('(archive/dt=.*)$')} AS name
  FROM archive_objects
  UNION ALL
  SELECT ${stored.map(landingColumn).join(', ')},
    ${part('/service=([^/]+)/dt=')} AS service, ${part('/dt=([^/]+)/hour=')} AS dt, ${part('/hour=([^/]+)/')} AS hour,
    'landing' AS place, ${part('([^/]+)[.]ndjson[.]zst$')} AS name
  FROM landing_objects
  WHERE ${path} LIKE '%.ndjson.zst'
)
SELECT ${names}
FROM objects o
LEFT JOIN names n ON n.dt = o.dt AND n.hour = o.hour AND n.service = o.service AND n.name = o.name
WHERE (o.place = 'archive' AND n.kind = 'a') OR (o.place = 'landing' AND n.kind IS NULL)`
}
