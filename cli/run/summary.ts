import { relative } from 'node:path'
import { styleText } from 'node:util'
import type { Counts } from '../../lambdas/core/report.ts'
import type { World } from '../command.ts'
import { groupWords, hintSummary, type Incident, type ReportData, reasonWords } from '../report/index.ts'
import { bytes, count, plain, plural, short, time } from '../terminal.ts'
import type { OutputFolder } from './folder.ts'

const sum = (counts: Counts): number => Object.values(counts).reduce((total, each) => total + each, 0)

const listed = (counts: Counts): string =>
  Object.entries(counts)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([name, value]) => `${plain(name)} ${count(value)}`)
    .join(', ')

function row(name: string, value: string, more = ''): string {
  return `  ${name.padEnd(12)} ${value}${more ? `  ${more}` : ''}`
}

const counted = (name: string, counts: Counts, what: string): string[] =>
  sum(counts) === 0 ? [] : [row(name, plural(sum(counts), what), `(${listed(counts)})`)]

function totals(data: ReportData): string[] {
  const { received, findings, bytesIn, bytesOut, archived, duplicates } = data
  const ratio =
    bytesOut > 0 ? `, ${bytes(bytesOut)} in the archive (${(bytesIn / bytesOut).toFixed(1)} to 1)` : ''
  const before = duplicates > 0 ? `${count(duplicates)} were there already` : ''
  return [
    row(
      'Read',
      `${plural(received, 'event')}, ${bytes(bytesIn)}`,
      `${plural(findings.records, 'record')} kept`,
    ),
    row('Archived', `${plural(archived, 'event')}${ratio}`, before),
    ...counted('Redacted', data.redactions, 'value'),
    ...counted('Dropped', data.dropped, 'event'),
    ...counted('Quarantined', data.quarantined, 'original'),
    ...(data.hints.length > 0 ? [row('Hints', hintSummary(data.hints))] : []),
    ...data.notes.map((note) => row('Note', note)),
  ]
}

function alertLine(incident: Incident, world: World): string {
  const open = incident.to === undefined
  const state = styleText(open ? 'red' : 'green', open ? 'FIRING  ' : 'resolved', { stream: world.stdout })
  const until = open ? '' : ` until ${time(incident.to ?? 0)}`
  return `  ${state} ${plain(incident.rule)}  ${short(groupWords(incident.group), 80)}\n           ${short(reasonWords(incident), 100)}, since ${time(incident.from)}${until}`
}

const mostShown = 20

function alerts(data: ReportData, world: World): string[] {
  if (data.rules.length === 0) return ['The configuration has no alerts.']
  const fired = data.rules.map((rule) => {
    const times = data.incidents.filter((incident) => incident.rule === rule).length
    return `${plain(rule)} ${times === 0 ? 'never' : plural(times, 'time')}`
  })
  const more = data.incidents.length - mostShown
  return [
    `Alerts fired: ${fired.join(', ')}`,
    ...data.incidents.slice(0, mostShown).map((incident) => alertLine(incident, world)),
    ...(more > 0 ? [`  and ${plural(more, 'more', 'more')}, see the report`] : []),
  ]
}

function places(folder: OutputFolder, from: string): string[] {
  const shown = (path: string) => plain(relative(from, path).startsWith('..') ? path : relative(from, path))
  return [
    row('Archive', shown(folder.archive)),
    row('Alerts', shown(folder.alerts)),
    row('Report', shown(folder.report)),
  ]
}

/** What a run says at its end, on standard output. Everything in it is counted, configured or redacted. */
export function summary(data: ReportData, folder: OutputFolder, world: World): string {
  const title = styleText('bold', `${plural(data.inputs.length, 'input')} through the pipeline`, {
    stream: world.stdout,
  })
  return `${[title, ...totals(data), '', ...alerts(data, world), '', ...places(folder, world.folder)].join('\n')}\n`
}
