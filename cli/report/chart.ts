import { count, time } from '../terminal.ts'
import { type Html, html } from './html.ts'
import type { Bar, Series } from './time-series.ts'

/** A span of time to mark, an incident; `to` undefined: it lasts to the end. */
export interface Mark {
  readonly label: string
  readonly from: number
  readonly to: number | undefined
}

const size = { width: 1_032, left: 52, right: 10, volume: 150, errors: 84, top: 20, between: 34, bottom: 26 }
const plotWidth = size.width - size.left - size.right
const height = size.top + size.volume + size.between + size.errors + size.bottom

/** The smallest of 1, 2, 5 × 10ⁿ that is not below `value`: where an axis ends. */
export function niceCeiling(value: number): number {
  if (value <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)!
}

const fixed = (value: number): string => String(Number(value.toFixed(2)))

interface Scale {
  readonly from: number
  readonly to: number
  readonly x: (time: number) => number
}

function timeScale({ bars, width }: Series): Scale {
  const from = bars[0]!.start
  const to = bars.at(-1)!.start + width
  return {
    from,
    to,
    x: (at) => size.left + (Math.min(Math.max(at, from), to) - from) * (plotWidth / (to - from)),
  }
}

interface Panel {
  readonly top: number
  readonly height: number
  readonly most: number
}

function rectangle(panel: Panel, x: number, width: number, below: number, value: number, kind: string): Html {
  if (value === 0) return html``
  const tall = Math.max((value / panel.most) * panel.height, 1)
  const y = panel.top + panel.height - (below / panel.most) * panel.height - tall
  return html`<rect class="b-${kind}" x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(tall)}"/>`
}

function barOf(bar: Bar, series: Series, scale: Scale, volume: Panel, errors: Panel): Html {
  const x = scale.x(bar.start)
  const full = scale.x(bar.start + series.width) - x
  const width = Math.max(full - Math.min(2, full * 0.2), 0.5)
  const calm = bar.events - bar.warnings - bar.errors
  const label = `${time(bar.start)}: ${count(bar.events)} records, ${count(bar.warnings)} warnings, ${count(bar.errors)} errors`
  return html`<g><title>${label}</title>${rectangle(volume, x, width, 0, calm, 'info')}${rectangle(volume, x, width, calm, bar.warnings, 'warn')}${rectangle(volume, x, width, calm + bar.warnings, bar.errors, 'error')}${rectangle(errors, x, width, 0, bar.errors, 'error')}</g>`
}

function axis(panel: Panel, title: string): Html {
  const lines = [0, 0.5, 1].map((share) => {
    const y = fixed(panel.top + panel.height * (1 - share))
    const value = panel.most * share
    const label = Number.isInteger(value)
      ? html`<text x="${size.left - 8}" y="${Number(y) + 4}" text-anchor="end">${count(value)}</text>`
      : html``
    return html`<line class="${share === 0 ? 'axis' : 'grid'}" x1="${size.left}" x2="${size.width - size.right}" y1="${y}" y2="${y}"/>${label}`
  })
  return html`${lines}<text x="${size.left}" y="${panel.top - 8}">${title}</text>`
}

function timeLabels({ from, to, x }: Scale): Html[] {
  const days = (to - from) / 86_400_000
  const parts = 6
  return Array.from({ length: parts + 1 }, (_, i) => {
    const at = from + ((to - from) * i) / parts
    const label =
      days > 6
        ? time(at).slice(0, 10)
        : days > 1
          ? time(at).slice(5, 16)
          : time(at).slice(11, to - from < 600_000 ? 19 : 16)
    const anchor = i === 0 ? 'start' : i === parts ? 'end' : 'middle'
    return html`<text x="${fixed(x(at))}" y="${height - 6}" text-anchor="${anchor}">${label}</text>`
  })
}

function band(mark: Mark, index: number, scale: Scale): Html {
  if (mark.from > scale.to || (mark.to ?? scale.to) < scale.from) return html``
  const x = scale.x(mark.from)
  const width = Math.max(scale.x(mark.to ?? scale.to) - x, 3)
  const bottom = height - size.bottom
  return html`<g><title>${mark.label}</title><rect class="band" x="${fixed(x)}" y="${size.top - 6}" width="${fixed(width)}" height="${bottom - size.top + 6}"/><line class="edge" x1="${fixed(x)}" x2="${fixed(x)}" y1="${size.top - 6}" y2="${bottom}"/><text class="mark" x="${fixed(x + 4)}" y="${size.top + 6}">${index + 1}</text></g>`
}

/** A width of bars in words: `5 minutes`. */
export function widthWords(milliseconds: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const
  const [name, length] = units.find(([, each]) => milliseconds % each === 0) ?? units[3]
  const value = milliseconds / length
  return value === 1 ? name : `${count(value)} ${name}s`
}

/** Volume and errors over time as one SVG, the marks across both, numbered in the order given. */
export function chart(series: Series, marks: readonly Mark[]): Html {
  const scale = timeScale(series)
  const per = widthWords(series.width)
  const volume = {
    top: size.top,
    height: size.volume,
    most: niceCeiling(Math.max(...series.bars.map(({ events }) => events))),
  }
  const errors = {
    top: size.top + size.volume + size.between,
    height: size.errors,
    most: niceCeiling(Math.max(...series.bars.map((bar) => bar.errors))),
  }
  const total = (of: 'events' | 'errors') => count(series.bars.reduce((sum, bar) => sum + bar[of], 0))
  return html`<svg viewBox="0 0 ${size.width} ${height}" role="img" aria-labelledby="chart-title chart-text">
<title id="chart-title">Records and errors over time</title>
<desc id="chart-text">${total('events')} records and ${total('errors')} errors from ${time(scale.from)} to ${time(scale.to)} UTC, one bar for each ${per}. ${marks.length === 0 ? 'No incidents.' : `${count(marks.length)} incidents are marked.`}</desc>
${marks.map((mark, i) => band(mark, i, scale))}${axis(volume, `Records per ${per}`)}${axis(errors, `Errors per ${per}`)}${series.bars.map((bar) => barOf(bar, series, scale, volume, errors))}${timeLabels(scale)}
</svg>`
}
