import { count, time } from '../terminal.ts'
import { type Html, html } from './html.ts'
import type { Bar, Series } from './time-series.ts'

/** A span of time to mark, an incident; `to` undefined: it lasts to the end. */
export interface Mark {
  readonly name: string
  /** All of it, shown when the mouse rests on the mark. */
  readonly label: string
  readonly from: number
  readonly to: number | undefined
}

const size = { width: 1_032, left: 52, right: 10, volume: 150, errors: 84, between: 34, bottom: 26 }
const plotWidth = size.width - size.left - size.right
/** Incidents lie above the bars, one below the other where they overlap. */
const lane = { height: 15, gap: 3, most: 6 }

/** Where things stand, from the top down, below `lanes` rows of incidents. */
function layout(lanes: number) {
  const marks = 4
  const volume = marks + lanes * (lane.height + lane.gap) + 22
  const errors = volume + size.volume + size.between
  const bottom = errors + size.errors
  return { marks, volume, errors, bottom, height: bottom + size.bottom }
}

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

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200]
const day = 86_400

/** Round times to write below the chart, at most eight. */
function ticks({ from, to }: Scale): number[] {
  const seconds = (to - from) / 1_000
  const step = 1_000 * (steps.find((each) => seconds / each <= 8) ?? Math.ceil(seconds / 8 / day) * day)
  const first = Math.ceil(from / step) * step
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => first + i * step)
}

function tickLabel(at: number, span: number): string {
  const text = time(at)
  if (span > 6 * day * 1_000) return text.slice(0, 10)
  if (span > day * 1_000) return text.slice(5, 16)
  return text.slice(11, span < 600_000 ? 19 : 16)
}

function timeLabels(scale: Scale, bottom: number): Html[] {
  return ticks(scale).map((at) => {
    const x = scale.x(at)
    const anchor = x < size.left + 30 ? 'start' : x > size.width - size.right - 30 ? 'end' : 'middle'
    return html`<line class="axis" x1="${fixed(x)}" x2="${fixed(x)}" y1="${bottom}" y2="${bottom + 4}"/><text x="${fixed(x)}" y="${bottom + 18}" text-anchor="${anchor}">${tickLabel(at, scale.to - scale.from)}</text>`
  })
}

interface Placed {
  readonly mark: Mark
  readonly number: number
  readonly lane: number
  readonly x: number
  readonly width: number
}

/** Gives each mark the first row where it does not overlap; beyond the last row they share it. */
function placed(marks: readonly Mark[], scale: Scale): Placed[] {
  const ends: number[] = []
  return marks.flatMap((mark, i) => {
    if (mark.from > scale.to || (mark.to ?? scale.to) < scale.from) return []
    const x = scale.x(mark.from)
    const width = Math.max(scale.x(mark.to ?? scale.to) - x, 16)
    const free = ends.findIndex((end) => end <= x)
    const row = Math.min(free < 0 ? ends.length : free, lane.most - 1)
    ends[row] = Math.max(ends[row] ?? 0, x + width + 2)
    return [{ mark, number: i + 1, lane: row, x, width }]
  })
}

/** The time of any incident, shaded once however many overlap. */
function shades(list: readonly Placed[], top: number, bottom: number): Html[] {
  const spans: { x: number; end: number }[] = []
  for (const { x, width } of list.toSorted((a, b) => a.x - b.x)) {
    const before = spans.at(-1)
    if (before && x <= before.end) before.end = Math.max(before.end, x + width)
    else spans.push({ x, end: x + width })
  }
  return spans.map(
    ({ x, end }) =>
      html`<rect class="band" x="${fixed(x)}" y="${top}" width="${fixed(end - x)}" height="${bottom - top}"/>`,
  )
}

function markOf({ mark, number, lane: row, x, width }: Placed, top: number): Html {
  const y = top + row * (lane.height + lane.gap)
  const name = width > 9 * mark.name.length + 24 ? html` ${mark.name}` : html``
  return html`<g><title>${mark.label}</title><rect class="mark" x="${fixed(x)}" y="${y}" width="${fixed(width)}" height="${lane.height}" rx="3"/><text class="number" x="${fixed(x + 5)}" y="${y + 11}">${number}${name}</text></g>`
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
  const incidents = placed(marks, scale)
  const at = layout(Math.max(0, ...incidents.map((each) => each.lane + 1)))
  const most = (of: 'events' | 'errors') => niceCeiling(Math.max(...series.bars.map((bar) => bar[of])))
  const volume = { top: at.volume, height: size.volume, most: most('events') }
  const errors = { top: at.errors, height: size.errors, most: most('errors') }
  const total = (of: 'events' | 'errors') => count(series.bars.reduce((sum, bar) => sum + bar[of], 0))
  const marked = marks.length === 0 ? 'No incidents.' : `Incidents marked: ${count(marks.length)}.`
  return html`<svg viewBox="0 0 ${size.width} ${at.height}" role="img" aria-labelledby="chart-title chart-text">
<title id="chart-title">Records and errors over time</title>
<desc id="chart-text">${total('events')} records and ${total('errors')} errors from ${time(scale.from)} to ${time(scale.to)} UTC, one bar for each ${per}. ${marked}</desc>
${shades(incidents, at.marks, at.bottom)}${incidents.map((each) => markOf(each, at.marks))}${axis(volume, `Records per ${per}`)}${axis(errors, `Errors per ${per}`)}${series.bars.map((bar) => barOf(bar, series, scale, volume, errors))}${timeLabels(scale, at.bottom)}
</svg>`
}
