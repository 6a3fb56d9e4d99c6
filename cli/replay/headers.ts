import type { World } from '../command.ts'
import { usageError } from '../errors.ts'
import { plain } from '../terminal.ts'

/** What the request itself decides. */
const ours = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'expect', 'upgrade'])

/** https://www.rfc-editor.org/rfc/rfc9110.html#section-5.5 */
const namePattern = /^[\w!#$%&'*+.^`|~-]+$/
const valuePattern = /^[\t\u0020-\u007e\u0080-\u00ff]+$/

const wrong = (variable: string, why: string) =>
  usageError('wrong_header', `${plain(variable)} must hold lines such as Name: value; ${why}`)

function readLine(variable: string, line: string): readonly [string, string] {
  const at = line.indexOf(':')
  const [name, value] = [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]
  if (at < 1) throw wrong(variable, 'a line in it has no name')
  if (ours.has(name)) throw wrong(variable, `${name} is decided by the request`)
  if (!namePattern.test(name) || !valuePattern.test(value)) throw wrong(variable, 'a line in it is no header')
  return [name, value]
}

/**
 * Reads the headers that --header names: an environment variable with `Name: value`, one a line. What it holds may be a token,
 * so it is never on the command line, which other users of the machine can see, and never in a message.
 *
 * @throws {CliError} when the variable is not set, or what it holds is no header.
 */
export function readHeaders(variable: string | undefined, env: World['env']): Record<string, string> {
  if (variable === undefined) return {}
  if (!/^[A-Za-z_]\w*$/.test(variable))
    throw usageError(
      'wrong_header',
      '--header takes the name of an environment variable that holds Name: value, so that a token is not on the command line',
    )
  const held = env[variable]
  if (!held?.trim()) throw usageError('wrong_header', `the environment variable ${variable} is not set`)
  const lines = held.split(/\r?\n/).filter((line) => line.trim() !== '')
  return Object.fromEntries(lines.map((line) => readLine(variable, line)))
}
