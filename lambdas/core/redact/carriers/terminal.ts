/**
 * Colours of a terminal: `ESC [ 33 m` and the other control sequences of ECMA-48, also as programs on the way leave them: without the
 * escape character, or with it written out. https://ecma-international.org/publications-and-standards/standards/ecma-48/
 */
import { type View, viewWithout } from './views.ts'

const written = String.raw`(?:\ufffd|\u241b|\^\[?|#033)?`
const colour = String.raw`\[(?:\d|[23489]\d|10[0-7])(?:;\d{1,3}){0,8}m(?!\])`
const sequence = new RegExp(String.raw`\u001b\[[0-?]*[ -/]*[@-~]|${written}${colour}`, 'g')
const start = new RegExp(colour, 'y')

/** Does a colour without its escape character begin at this bracket? */
export function isColour(text: string, bracket: number): boolean {
  const next = text.charCodeAt(bracket + 1)
  if (next < 48 || next > 57) return false
  start.lastIndex = bracket
  return start.test(text)
}

/** The text without control sequences; undefined when there is none. */
export const terminalView = (text: string): View | undefined => viewWithout(text, sequence)
