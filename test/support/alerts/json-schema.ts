/** As much of JSON Schema as docs/alert-message.schema.json uses. A keyword it does not know is an error, not ignored. */
export interface Schema {
  readonly [keyword: string]: unknown
}

type Check = (value: unknown, wanted: never, schema: Schema, root: Schema, at: string) => string[]

const types: Record<string, (value: unknown) => boolean> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: Number.isFinite,
  integer: Number.isInteger,
}
const says = (fine: boolean, at: string, problem: string): string[] => (fine ? [] : [`${at}: ${problem}`])
const entries = (value: unknown): [string, unknown][] =>
  types['object']!(value) ? Object.entries(value as object) : []

const checks: Record<string, Check> = {
  type: (value, wanted: string, _, __, at) => says(types[wanted]!(value), at, `is not ${wanted}`),
  const: (value, wanted: unknown, _, __, at) => says(value === wanted, at, `is not ${wanted}`),
  enum: (value, wanted: unknown[], _, __, at) => says(wanted.includes(value), at, `is none of ${wanted}`),
  pattern: (value, wanted: string, _, __, at) =>
    says(new RegExp(wanted).test(String(value)), at, 'has another form'),
  minimum: (value, wanted: number, _, __, at) => says(Number(value) >= wanted, at, `is below ${wanted}`),
  exclusiveMinimum: (value, wanted: number, _, __, at) =>
    says(Number(value) > wanted, at, `is not above ${wanted}`),
  maxLength: (value, wanted: number, _, __, at) => says(String(value).length <= wanted, at, 'is too long'),
  minItems: (value, wanted: number, _, __, at) => says((value as []).length >= wanted, at, 'has too few'),
  maxItems: (value, wanted: number, _, __, at) => says((value as []).length <= wanted, at, 'has too many'),
  required: (value, wanted: string[], _, __, at) =>
    wanted.flatMap((name) => says(Object.hasOwn(value as object, name), `${at}.${name}`, 'is missing')),
  items: (value, wanted: Schema, _, root, at) =>
    (value as unknown[]).flatMap((item, i) => validate(item, wanted, root, `${at}[${i}]`)),
  properties: (value, wanted: Record<string, Schema>, _, root, at) =>
    entries(value).flatMap(([name, item]) =>
      wanted[name] ? validate(item, wanted[name], root, `${at}.${name}`) : [],
    ),
  additionalProperties: (value, wanted: Schema | false, { properties = {} }, root, at) =>
    entries(value)
      .filter(([name]) => !Object.hasOwn(properties as object, name))
      .flatMap(([name, item]) =>
        wanted ? validate(item, wanted, root, `${at}.${name}`) : [`${at}.${name}: is unknown`],
      ),
  $ref: (value, wanted: string, _, root, at) => {
    const path = wanted.replace('#/', '').split('/')
    const target = path.reduce((schema, step) => schema[step] as Schema, root)
    return validate(value, target, root, at)
  },
}
const notes = ['$schema', '$defs', 'title', 'description']

/** What is wrong with `value`; [] when nothing is. */
export function validate(value: unknown, schema: Schema, root = schema, at = '$'): string[] {
  const type = schema['type'] as string | undefined
  if (type && !types[type]!(value)) return [`${at}: is not ${type}`]
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    if (notes.includes(keyword)) return []
    const check = checks[keyword]
    if (!check) throw new Error(`${keyword} is not understood`)
    return check(value, wanted as never, schema, root, at)
  })
}
