import { styleText } from 'node:util'
import type { Span } from '../../lambdas/core/alert/index.ts'
import { type AlertRule, formatDuration, type Threshold } from '../../lambdas/core/config/index.ts'
import { whenWords } from '../check/describe.ts'
import type { World } from '../command.ts'
import { count, plain, plural } from '../terminal.ts'
import { type Candidate, candidatesFor, suggested, type Usual, usualOf, worthShowing } from './candidates.ts'
import type { History } from './history.ts'

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))}%`
const seconds = (value: number): string => formatDuration(Math.round(value) * 1_000)

/** A threshold as the configuration writes it. */
function written(threshold: Threshold): string {
  const entries = Object.entries(threshold).map(([key, value]: [string, number]) =>
    ['within', 'firstSeenWithin', 'silentFor'].includes(key)
      ? `${key}: '${formatDuration(value)}'`
      : `${key}: ${value}`,
  )
  return `{ ${entries.join(', ')} }`
}

function usualWords(
  { threshold }: AlertRule,
  { windows, median, high, most }: Usual,
  groups: number,
): string {
  const where = plural(groups, 'group')
  if ('firstSeenWithin' in threshold) return `${where} in all`
  const said = 'ratio' in threshold ? percent : 'silentFor' in threshold ? seconds : count
  const what =
    'silentFor' in threshold
      ? plural(windows, 'pause')
      : `${plural(windows, 'window')} of ${formatDuration(threshold.within)}`
  return `${what} in ${where}: median ${said(median)}, 99th percentile ${said(high)}, most ${said(most)}`
}

function row({ threshold, alerts }: Candidate, mark: string): string {
  return `  ${written(threshold).padEnd(52)} ${plural(alerts, 'alert').padStart(12)}${mark ? `  ${mark}` : ''}`
}

/** One rule: what is usual, what thresholds would have told, and which is suggested. */
export function ruleView(rule: AlertRule, history: History, span: Span, few: number, world: World): string {
  const groups = history.of(rule)
  const usual = usualOf(rule, groups, span)
  const candidates = candidatesFor(rule, groups, span, usual)
  const best = suggested(candidates, usual, few)
  const own = candidates.find(({ threshold }) => written(threshold) === written(rule.threshold))
  const mark = (each: Candidate): string =>
    [each === own ? 'now' : '', each === best ? 'suggested' : ''].filter(Boolean).join(', ')
  const by = rule.groupBy.length > 0 ? `, for each ${rule.groupBy.map(plain).join(' and ')}` : ''
  return [
    `${styleText('bold', plain(rule.name), { stream: world.stdout })}  ${whenWords(rule.when)}${by}`,
    `  ${usualWords(rule, usual, groups.length)}`,
    ...worthShowing(candidates, [own, best]).map((each) => row(each, mark(each))),
    '',
  ].join('\n')
}
