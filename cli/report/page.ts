import type { LintFinding } from '../../lambdas/core/lint/index.ts'
import type { Counts } from '../../lambdas/core/report.ts'
import { bytes, count, plural, share, time } from '../terminal.ts'
import { chart, type Mark, widthWords } from './chart.ts'
import type { ErrorKind, Findings, Share } from './collector.ts'
import { severityClasses } from './collector.ts'
import { hints } from './hints.ts'
import { type Html, html } from './html.ts'
import { groupWords, type Incident, reasonWords } from './incidents.ts'
import { style } from './style.ts'

/** Everything that the report says. */
export interface ReportData {
  readonly findings: Findings
  /** Mistakes of logging itself. */
  readonly hints: readonly LintFinding[]
  readonly inputs: readonly { readonly name: string; readonly events: number; readonly bytes: number }[]
  readonly received: number
  readonly archived: number
  readonly duplicates: number
  readonly dropped: Counts
  readonly quarantined: Counts
  readonly redactions: Counts
  readonly bytesIn: number
  readonly bytesOut: number
  readonly incidents: readonly Incident[]
  readonly rules: readonly string[]
  readonly notes: readonly string[]
  readonly configuration: string
  readonly madeAt: number
  readonly version: string
}

const sum = (counts: Counts): number => Object.values(counts).reduce((total, each) => total + each, 0)
const ranked = (counts: Counts): [string, number][] =>
  Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))

const iso = (at: number): Html =>
  Number.isFinite(at)
    ? html`<time datetime="${new Date(at).toISOString()}">${time(at)}</time>`
    : html`unknown`

function durationWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000)
  const steps = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ] as const
  const at = Math.max(
    0,
    steps.findIndex(([, length]) => seconds >= length),
  )
  const [unit, length] = steps[at] ?? steps[3]
  const next = steps[at + 1]
  const rest = next ? Math.floor((seconds % length) / next[1]) : 0
  return `${Math.floor(seconds / length)} ${unit}${next && rest > 0 ? ` ${rest} ${next[0]}` : ''}`
}

function figure(name: string, value: string, more: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}<small>${more}</small></dd></div>`
}

function figures(data: ReportData): Html {
  const { findings, bytesIn, bytesOut, incidents } = data
  const errors = findings.severities.error + findings.severities.fatal
  const open = incidents.filter(({ to }) => to === undefined).length
  return html`<dl class="figures">
${figure('Events', count(data.received), `${plural(findings.records, 'record')} kept, ${bytes(bytesIn)}`)}
${figure('Errors', count(errors), `${share(errors, findings.records)} of records, ${plural(findings.severities.warn, 'warning')}`)}
${figure('Redacted', count(sum(data.redactions)), `values, by ${plural(Object.keys(data.redactions).length, 'detector')}`)}
${figure('Incidents', count(incidents.length), incidents.length === 0 ? 'no alert fired' : open === 0 ? 'all over' : `${count(open)} not over`)}
${figure('Archive', bytesOut > 0 ? bytes(bytesOut) : '0 new', bytesOut > 0 ? `compressed ${(bytesIn / bytesOut).toFixed(1)} to 1` : 'everything was there already')}
</dl>`
}

function timeline({ findings, incidents }: ReportData): Html {
  if (findings.series.bars.length === 0)
    return html`<section><h2>Over time</h2><p class="soft">No records were kept.</p></section>`
  const marks: Mark[] = incidents.map((each) => ({
    name: each.rule,
    label: `${each.rule}: ${groupWords(each.group)}, ${reasonWords(each)}`,
    from: each.from,
    to: each.to,
  }))
  const outside = findings.series.outside
  return html`<section><h2>Over time</h2>
<p class="soft">Event time in UTC, one bar for each ${widthWords(findings.series.width)}.</p>
<div class="wide">${chart(findings.series, marks)}</div>
<ul class="legend"><li><i class="l-error"></i>error and fatal</li><li><i class="l-warn"></i>warning</li><li><i class="l-info"></i>everything else</li>${marks.length > 0 ? html`<li><i class="l-band"></i>incident, numbered as in the list below</li>` : html``}</ul>
${outside > 0 ? html`<p class="note">${plural(outside, 'record')} with times far away from the rest ${outside === 1 ? 'is' : 'are'} not drawn.</p>` : html``}</section>`
}

function incidentRow(incident: Incident, index: number): Html {
  const { from, to, reminders } = incident
  const state =
    to === undefined
      ? html`<span class="tag firing">firing</span>`
      : html`<span class="tag resolved">resolved</span>`
  return html`<tr><td class="n">${index + 1}</td><td>${state}</td><td><span class="kind">${incident.rule}</span><br><span class="soft name">${groupWords(incident.group)}</span></td>
<td>${reasonWords(incident)}${reminders > 0 ? html`<br><span class="soft">told again ${plural(reminders, 'time')}</span>` : html``}</td>
<td class="time">${iso(from)}</td><td class="time">${to === undefined ? html`not over` : html`${iso(to)}<br><span class="soft">after ${durationWords(to - from)}</span>`}</td></tr>`
}

function incidents({ incidents, rules }: ReportData): Html {
  const list =
    incidents.length === 0
      ? html`<p class="soft">${rules.length === 0 ? 'The configuration has no alerts.' : `None of ${plural(rules.length, 'rule')} fired: ${rules.join(', ')}.`}</p>`
      : html`<div class="wide"><table><thead><tr><th scope="col" class="n">#</th><th scope="col">State</th><th scope="col">Rule and group</th><th scope="col">Counted</th><th scope="col">Since</th><th scope="col">Until</th></tr></thead>
<tbody>${incidents.map(incidentRow)}</tbody></table></div>`
  return html`<section class="long"><h2>Incidents</h2>${list}</section>`
}

function errorRow(kind: ErrorKind): Html {
  const title = kind.exception || kind.sample.split('\n')[0] || '(no message)'
  const detail = [kind.exception && kind.reason, kind.exception && kind.sample].filter((part) => part !== '')
  const lines = [...new Set(detail)].map(
    (line) => html`<span class="message">${line.split('\n')[0] ?? ''}</span>`,
  )
  return html`<tr><td class="n">${count(kind.count)}</td><td><span class="kind">${title}</span>${lines}</td>
<td><span class="name">${kind.service}</span>${kind.logger ? html`<br><span class="soft name">${kind.logger}</span>` : html``}</td>
<td class="time">${iso(kind.first)}<br>${iso(kind.last)}</td><td><code>${kind.fingerprint || 'none'}</code></td></tr>`
}

function errors({ findings }: ReportData): Html {
  if (findings.errors.length === 0)
    return html`<section><h2>Top errors</h2><p class="soft">No record is of severity error or above.</p></section>`
  return html`<section class="long"><h2>Top errors</h2><p class="soft">Records with the same fingerprint are the same error.</p>
<div class="wide"><table><thead><tr><th scope="col" class="n">Count</th><th scope="col">Error</th><th scope="col">Service, logger</th><th scope="col">First and last seen</th><th scope="col">Fingerprint</th></tr></thead>
<tbody>${findings.errors.map(errorRow)}</tbody></table></div>
${findings.otherErrors > 0 ? html`<p class="note">${plural(findings.otherErrors, 'more error')} of other kinds.</p>` : html``}</section>`
}

function barTable(
  title: string,
  columns: readonly [string, string],
  rows: readonly (readonly [string, number])[],
  whole: number,
  empty: string,
  kindOf: (name: string) => string = () => '',
): Html {
  if (rows.length === 0) return html`<section><h2>${title}</h2><p class="soft">${empty}</p></section>`
  const most = Math.max(...rows.map(([, value]) => value), 1)
  return html`<section><h2>${title}</h2><div class="wide"><table><thead><tr><th scope="col">${columns[0]}</th><th scope="col" class="n">${columns[1]}</th><th scope="col" class="n">Share</th><th scope="col"><span class="soft"> </span></th></tr></thead><tbody>
${rows.map(([name, value]) => html`<tr><td class="name">${name}</td><td class="n">${count(value)}</td><td class="n">${share(value, whole)}</td><td class="bar"><i class="${kindOf(name)}" style="width:${((value / most) * 100).toFixed(1)}%"></i></td></tr>`)}
</tbody></table></div></section>`
}

function severities({ findings }: ReportData): Html {
  const rows = severityClasses
    .map((name) => [name, findings.severities[name]] as const)
    .filter(([, value]) => value > 0)
  const kind = (name: string) =>
    name === 'error' || name === 'fatal' ? 'error' : name === 'warn' ? 'warn' : ''
  return barTable('Severity', ['Severity', 'Records'], rows, findings.records, 'No records were kept.', kind)
}

function redactions({ redactions }: ReportData): Html {
  return barTable(
    'Redactions',
    ['Detector', 'Values'],
    ranked(redactions),
    sum(redactions),
    'No secret or personal data was found.',
  )
}

function shares(title: string, column: string, rows: readonly (readonly [string, Share])[]): Html {
  if (rows.length === 0)
    return html`<section><h2>${title}</h2><p class="soft">No record names one.</p></section>`
  return html`<section><h2>${title}</h2><div class="wide"><table><thead><tr><th scope="col">${column}</th><th scope="col" class="n">Records</th><th scope="col" class="n">Errors</th><th scope="col" class="n">Error share</th></tr></thead><tbody>
${rows.map(([name, each]) => html`<tr><td class="name">${name}</td><td class="n">${count(each.count)}</td><td class="n">${count(each.errors)}</td><td class="n">${share(each.errors, each.count)}</td></tr>`)}
</tbody></table></div></section>`
}

const quarantineReasons: Readonly<Record<string, string>> = {
  not_base64: 'the payload is not base64',
  not_gzip: 'the payload is not gzip',
  truncated: 'the payload ends too early',
  too_large: 'the payload is larger than is safe to unpack',
  not_json: 'the payload is not JSON',
  unexpected_shape: 'the payload is not what a subscription delivers',
}

function losses(data: ReportData): Html {
  const rows = [
    ...ranked(data.dropped).map(
      ([name, value]) =>
        ['dropped', `the route ${name}`, value, 'events; the configuration says so'] as const,
    ),
    ...ranked(data.quarantined).map(
      ([code, value]) =>
        [
          'quarantined',
          quarantineReasons[code] ?? 'redaction could not finish it; a placeholder is in the archive',
          value,
          code,
        ] as const,
    ),
    ...(data.duplicates > 0
      ? [['not stored again', 'it was in the archive already', data.duplicates, 'events'] as const]
      : []),
  ]
  const table =
    rows.length === 0
      ? html`<p class="soft">Everything that arrived is in the archive.</p>`
      : html`<div class="wide"><table><thead><tr><th scope="col">What happened</th><th scope="col">Why</th><th scope="col" class="n">Count</th><th scope="col">Of what, or code</th></tr></thead><tbody>
${rows.map(([what, why, value, of]) => html`<tr><td>${what}</td><td>${why}</td><td class="n">${count(value)}</td><td>${of}</td></tr>`)}
</tbody></table></div>`
  const balance = `${count(data.received)} received = ${count(data.archived)} archived + ${count(data.duplicates)} there before + ${count(sum(data.dropped))} dropped`
  return html`<section><h2>Dropped and quarantined</h2>${table}<p class="note">${balance}.</p>${data.notes.map((note) => html`<p class="note">${note}</p>`)}</section>`
}

function head(data: ReportData): Html {
  const { findings, inputs } = data
  const period =
    findings.records > 0 ? html`${iso(findings.first)} to ${iso(findings.last)} UTC` : html`no records`
  const names = inputs
    .slice(0, 5)
    .map(({ name }) => name)
    .join(', ')
  return html`<header><h1>Log report</h1><p class="soft name">${names}${inputs.length > 5 ? ` and ${count(inputs.length - 5)} more` : ''}</p><p>${period}</p>${figures(data)}</header>`
}

/** The report as one HTML page that needs nothing else and runs nothing: no script, no font, no request. */
export function page(data: ReportData): string {
  const body = html`${head(data)}
<main>
${timeline(data)}
${incidents(data)}
${errors(data)}
<div class="pair">
<div>${severities(data)}${shares('Services', 'Service', data.findings.services)}</div>
<div>${redactions(data)}${shares('Loggers', 'Logger', data.findings.loggers)}</div>
</div>
${hints(data.hints)}
${losses(data)}
</main>
<footer>Made ${iso(data.madeAt)} UTC by Sluice ${data.version} with ${data.configuration}. Everything shown here has been redacted.</footer>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Log report</title>
<style>${style}</style>
</head>
<body>
${body.text}
</body>
</html>
`
}
