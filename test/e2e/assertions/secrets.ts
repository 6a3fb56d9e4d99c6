import type { Problems } from '../checks.ts'
import type { PlantedSecret } from '../flask.ts'

/** A place where people or machines read, and all that is in it. */
export interface Place {
  readonly name: string
  readonly text: string
}

/** What stands for `value` in base64 wherever it begins within a group of three bytes; without the ends, which vary. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value)
  if (bytes.length < 8) return []
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return text.slice(offset === 0 ? 0 : 4, -2)
  })
}

const urlForms = (value: string): string[] => [
  encodeURIComponent(value),
  encodeURIComponent(value).replaceAll('%20', '+'),
  encodeURI(value),
]

function jsonForms(value: string): string[] {
  const once = JSON.stringify(value).slice(1, -1)
  const twice = JSON.stringify(once).slice(1, -1)
  return [once, twice, value.replaceAll('/', '\\/'), value.replaceAll('+', '\\u002b')]
}

/** The ways in which a value may be written: as it is, in JSON, in a URL, in base64. */
export function writtenForms(value: string): string[] {
  const base64 = base64Forms(value)
  const urlSafe = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))
  const hex = Buffer.from(value).toString('hex')
  return [...new Set([value, ...jsonForms(value), ...urlForms(value), ...base64, ...urlSafe, hex])]
}

/** No planted secret is in any of the places, in any form. Says which one is where, never its value. */
export function noSecretIn(places: readonly Place[], planted: readonly PlantedSecret[]): Problems {
  const forms = planted.map(({ name, value }) => ({ name, forms: writtenForms(value) }))
  return places.flatMap((place) =>
    forms
      .filter((secret) => secret.forms.some((form) => place.text.includes(form)))
      .map((secret) => `${secret.name} is in ${place.name}`),
  )
}
