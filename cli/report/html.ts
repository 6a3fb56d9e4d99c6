import { plain } from '../terminal.ts'

declare const markup: unique symbol

/** Markup that is safe to write into the page; only `html` makes it. */
export type Html = { readonly [markup]: true; readonly text: string }

type Value = string | number | Html | readonly Html[] | undefined

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for element content and quoted attributes: markup, control and direction-changing characters lose their effect. */
export const escaped = (text: string): string =>
  plain(text.toWellFormed()).replace(/[&<>"']/g, (character) => entities[character]!)

const isHtml = (value: Value): value is Html => typeof value === 'object' && 'text' in value

function written(value: Value): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escaped(value)
  return isHtml(value) ? value.text : value.map(({ text }) => text).join('')
}

/** Builds markup; every value in it is escaped unless it is markup already. Attributes must stand in quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const text = parts.reduce((sum, part, i) => sum + written(values[i - 1]) + part)
  return { text } as Html
}
