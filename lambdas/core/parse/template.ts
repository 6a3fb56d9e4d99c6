/**
 * The constant part of a message: what looks like a value becomes `*`. One message is all there is to see, so a word is a
 * value by its form (digits, paths, names with dots, quotes), by what surrounds it (`key=…`, `[…]`, `{…}`), or by the word
 * before it (`user …`). When in doubt a value is masked: two messages are told apart by the words that are left.
 */
import { classAt, DIGIT, LETTER, SPACE, skip, UPPER } from './scan.ts'
import {
  addressEnd,
  bracketEnd,
  isAddress,
  isTokenBreak,
  quoteEnd,
  tokenEnd,
  valueEnd,
} from './template-scan.ts'
import { classify } from './template-token.ts'

/** Characters of a message that count: its first line, up to this length. */
const lengthLimit = 2048

/** What has been written, and what stands between the last part and the next. */
interface Output {
  text: string
  pending: string
  starred: boolean
  previousWord: string
}

/** A value; several in a row count as one, so that lists of any length are the same. */
const star = (out: Output): void => {
  if (out.starred && isListSeparator(out.pending)) {
    out.pending = ''
    return
  }
  out.text += `${out.pending}*`
  out.pending = ''
  out.starred = true
  out.previousWord = ''
}

const isListSeparator = (pending: string): boolean => {
  for (let i = 0; i < pending.length; i++) {
    const code = pending.charCodeAt(i)
    if (
      code !== 32 &&
      code !== 44 &&
      code !== 58 &&
      code !== 45 &&
      code !== 47 &&
      code !== 35 &&
      code !== 124
    )
      return false
  }
  return true
}

const write = (out: Output, text: string): void => {
  out.text += out.pending + text
  out.pending = ''
  out.starred = false
}

const separate = (out: Output, text: string): void => {
  if (text !== ' ') out.pending += text
  else if (!out.pending.endsWith(' ') && out.text !== '') out.pending += ' '
}

const firstLine = (message: string): string => {
  const start = skip(message, 0, SPACE)
  const end = message.indexOf('\n', start)
  return message.slice(start, Math.min(end < 0 ? message.length : end, start + lengthLimit))
}

/** Templates of short messages seen lately: what goes wrong, goes wrong again. */
const known = new Map<string, string>()
const mostKnown = 500
const longestKnown = 200

/** The template of a message's first line. Linear; depends on nothing but the message and this version of the rules. */
export const templateOf = (message: string): string => {
  if (message.length > longestKnown) return made(message)
  const seen = known.get(message)
  if (seen !== undefined) return seen
  if (known.size >= mostKnown) known.clear()
  const template = copy(made(message))
  known.set(copy(message), template)
  return template
}

/** The same text in memory of its own: a part of a text keeps the whole alive. */
const copy = (part: string): string => ` ${part}`.slice(1)

const made = (message: string): string => {
  const text = firstLine(message)
  const out: Output = { text: '', pending: '', starred: false, previousWord: '' }
  let at = 0
  while (at < text.length) at = step(text, at, out)
  return out.text
}

/** Reads one part and returns where the next begins; always moves on. */
const step = (text: string, at: number, out: Output): number => {
  switch (text.charCodeAt(at)) {
    case 32:
    case 9:
      separate(out, ' ')
      return at + 1
    case 34: // "
    case 39: // '
    case 96: // `
      return quoted(text, at, out)
    case 40: // (
    case 91: // [
    case 123: // {
      return bracketed(text, at, out)
    case 61: // =
      return assigned(text, at, out)
    case 60: // <
      return angled(text, at, out)
    case 62: // >
      return (classAt(text, at + 1) & DIGIT) !== 0 && (classAt(text, at - 1) & SPACE) !== 0
        ? at + 1
        : single(text, at, out)
    default:
      return isTokenBreak(text.charCodeAt(at)) ? single(text, at, out) : token(text, at, out)
  }
}

/** `<none>`, `<orders-1>`: one word in angle brackets. */
const angled = (text: string, at: number, out: Output): number => {
  const end = text.indexOf('>', at)
  if (end > at + 1 && end - at < 100 && !isBroken(text, at + 1, end)) {
    star(out)
    return end + 1
  }
  const isSign = (classAt(text, at + 1) & DIGIT) !== 0 && (classAt(text, at - 1) & SPACE) !== 0
  return isSign ? at + 1 : single(text, at, out)
}

const isBroken = (text: string, from: number, end: number): boolean => {
  for (let i = from; i < end; i++) if (isTokenBreak(text.charCodeAt(i))) return true
  return false
}

const single = (text: string, at: number, out: Output): number => {
  separate(out, text[at]!)
  return at + 1
}

const method = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /

/** A quoted value; of a request line the method stays. */
const quoted = (text: string, at: number, out: Output): number => {
  const end = quoteEnd(text, at)
  if (end < 0) return single(text, at, out)
  const request = method.exec(text.slice(at + 1, at + 10))
  if (request) write(out, `"${request[0]}`)
  star(out)
  return end
}

/** `SO_REUSEADDR`, as an argument: a constant of the code. */
const isConstant = (text: string, from: number, end: number): boolean => {
  if (text.indexOf('_', from) < from + 1 || text.indexOf('_', from) >= end) return false
  for (let i = from; i < end; i++)
    if ((classAt(text, i) & (UPPER | DIGIT)) === 0 && text.charCodeAt(i) !== 95) return false
  return (classAt(text, from) & UPPER) !== 0
}

/** What redaction leaves stands for a value like any other: whether a value was found to be secret makes no group. */
const isMark = (text: string, at: number): boolean =>
  text.startsWith('[REDACTED:', at) || text.startsWith('[HMAC:', at)

/**
 * `{…}` is an object: its content goes. `[…]` goes too, except a tag of letters at the beginning. `(…)` goes if it is one
 * word or none; a remark of several words is read like the rest.
 */
const bracketed = (text: string, at: number, out: Output): number => {
  const end = bracketEnd(text, at)
  const open = text.charCodeAt(at)
  if (open === 91 && end > 0 && isMark(text, at)) {
    star(out)
    return end + 1
  }
  if (end < 0) {
    if (open !== 123) return single(text, at, out)
    write(out, '{')
    star(out)
    return text.length
  }
  if (open === 40 && isConstant(text, at + 1, end)) {
    write(out, text.slice(at, end + 1))
    return end + 1
  }
  const isTag = open === 91 && out.text === '' && skip(text, at + 1, LETTER) === end
  if (isTag || (open === 40 && text.slice(at, end).includes(' '))) return single(text, at, out)
  write(out, text[at]!)
  star(out)
  write(out, text[end]!)
  return end + 1
}

/** `key=value`: the value goes, whatever it is. Comparisons are not assignments. */
const assigned = (text: string, at: number, out: Output): number => {
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at + 1)
  if (before === 61 || before === 33 || before === 60 || before === 62 || after === 61 || after === 62) {
    write(out, '=')
    return at + 1
  }
  const spaced = (classAt(text, at - 1) & SPACE) !== 0
  out.pending = ''
  write(out, '=')
  star(out)
  return valueEnd(text, spaced ? skip(text, at + 1, SPACE) : at + 1)
}

const token = (text: string, at: number, out: Output): number => {
  const end = tokenEnd(text, at)
  if (isAddress(text, at, end)) {
    star(out)
    return addressEnd(text, end)
  }
  const word = text.slice(at, end)
  const kind = classify(word, text, end, out.previousWord, out.starred && out.pending === ' ')
  if (kind === 'unit') {
    out.pending = ''
  } else if (kind === 'value') {
    star(out)
  } else if (kind === 'word') {
    write(out, word)
  } else {
    write(out, word.slice(0, kind))
    star(out)
  }
  out.previousWord = kind === 'word' ? word : ''
  return end
}
