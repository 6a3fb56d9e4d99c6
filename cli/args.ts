import { parseArgs } from 'node:util'
import { usageError } from './errors.ts'
import { plain } from './terminal.ts'

/** One option of a command. `value` names what follows it (`DIR`); without, it is a switch. */
export interface Option {
  readonly value?: string
  readonly oneOf?: readonly string[]
  readonly short?: string
  readonly help: string
}

export type Options = Readonly<Record<string, Option>>

/** What was typed: options by name, and the rest in order. */
export interface Arguments {
  readonly values: Readonly<Record<string, string | undefined>>
  readonly switches: ReadonlySet<string>
  readonly rest: readonly string[]
}

const listed = (options: Options): string =>
  Object.keys(options)
    .map((name) => `--${name}`)
    .join(', ')

function checkedValue(name: string, option: Option, value: string | undefined, inline: boolean): string {
  if (value === undefined || (!inline && value.startsWith('-') && value !== '-'))
    throw usageError('missing_value', `--${name} needs ${option.value ?? 'a value'} after it`)
  if (option.oneOf && !option.oneOf.includes(value))
    throw usageError(
      'wrong_value',
      `--${name} must be one of ${option.oneOf.join(', ')}; got ${plain(value)}`,
    )
  return value
}

/**
 * Reads the arguments of one command. Options may stand anywhere; `--` ends them; the last of a repeated option counts.
 *
 * @throws {CliError} of exit 2 that says what was got and what is allowed.
 */
export function readArguments(args: readonly string[], options: Options): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value, short }]) => [
        name,
        { type: value ? ('string' as const) : ('boolean' as const), ...(short ? { short } : {}) },
      ]),
    ),
  })
  const values: Record<string, string> = {}
  const switches = new Set<string>()
  const rest: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (!option)
      throw usageError(
        'unknown_option',
        `unknown option ${plain(token.rawName)}; allowed here: ${listed(options)}`,
      )
    if (option.value)
      values[token.name] = checkedValue(token.name, option, token.value, token.inlineValue ?? false)
    else if (token.value !== undefined)
      throw usageError('unexpected_value', `--${token.name} takes no value; got ${plain(token.value)}`)
    else switches.add(token.name)
  }
  return { values, switches, rest }
}
