/** What may stand in a `when`, and whether it can match at all. */
import { type Severity, severityNumbers } from '../records.ts'
import { joinPath, type Problem, shown } from './error.ts'
import type { SeverityMatch, When } from './types.ts'

/** Severity numbers from `least` to `most`, both included; 0 is a record that does not say. */
export interface SeverityRange {
  readonly least: number
  readonly most: number
}

const levels = Object.keys(severityNumbers).join('|')
const severityPattern = new RegExp(`^(<=|>=|<|>|=)?(${levels})$`)

/**
 * The range of severity numbers that a condition means; undefined when it is not one. OpenTelemetry gives each level four
 * numbers, so `=warn` is 13-16. A record of unknown severity (0) matches no condition on severity: not knowing is
 * neither below nor above.
 */
export function severityRange(condition: string): SeverityRange | undefined {
  const match = severityPattern.exec(condition)
  if (!match) return undefined
  const first = severityNumbers[match[2] as Severity]
  const last = first + 3
  switch (match[1]) {
    case '<':
      return { least: 1, most: first - 1 }
    case '<=':
      return { least: 1, most: last }
    case '>':
      return { least: last + 1, most: 24 }
    case '=':
      return { least: first, most: last }
    default:
      return { least: first, most: 24 }
  }
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)
const isScalarList = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isScalar)
const isTextOrList = (value: unknown): boolean =>
  typeof value === 'string' ||
  (isScalarList(value) && (value as unknown[]).every((item) => typeof item === 'string'))

function severityProblem(value: unknown): string | undefined {
  const range = typeof value === 'string' ? severityRange(value) : undefined
  if (!range)
    return `must be a level (${levels.replaceAll('|', ', ')}) or one after <, <=, >, >= or =, got ${shown(value)}`
  return range.least > range.most ? `${shown(value)} matches nothing` : undefined
}

function bodyProblem(value: unknown): string | undefined {
  const contains = (value as { contains?: unknown } | null)?.contains
  const known = typeof value === 'object' && value !== null && Object.keys(value).join() === 'contains'
  return known && isTextOrList(contains) && contains !== ''
    ? undefined
    : `must be { contains: 'text' }, got ${shown(value)}`
}

function conditionProblem(key: string, value: unknown): string | undefined {
  if (key === 'severity') return severityProblem(value)
  if (key === 'body' && typeof value === 'object') return bodyProblem(value)
  if (key === 'scope')
    return isTextOrList(value) ? undefined : `must be a logger name or a list of them, got ${shown(value)}`
  return isScalar(value) || isScalarList(value)
    ? undefined
    : `must be a value, a glob, or a list of these, got ${shown(value)}`
}

/** Everything that is wrong with a `when` found at `path`. */
export function whenProblems(path: string, when: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(when).flatMap(([key, value]) => {
    const message = conditionProblem(key, value)
    return message ? [{ path: joinPath(path, key), message }] : []
  })
}

/** Whether everything that `inner` can match, `outer` matches: true only when it is certain. */
export function covers(outer: When, inner: When): boolean {
  return Object.entries(outer).every(([key, value]) => {
    if (key !== 'severity') return JSON.stringify(inner[key]) === JSON.stringify(value)
    const inside = inner.severity && severityRange(inner.severity)
    const around = severityRange(value as SeverityMatch)
    return inside && around ? inside.least >= around.least && inside.most <= around.most : false
  })
}

/** What a ratio is a share of: everything that matches but for how severe it is and what it says. */
export const baseOf = ({ severity: _, body: __, ...rest }: When): When => rest
