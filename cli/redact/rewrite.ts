import type { Finding, Redactor } from '../../lambdas/core/redact/index.ts'
import { plain } from '../terminal.ts'
import type { Block, TextLine } from './blocks.ts'

const textOf = (block: Block): string =>
  block.length === 1 ? block[0]!.text : block.map(({ text }) => text).join('\n')

const original = (block: Block): Buffer =>
  Buffer.concat(block.flatMap(({ line }) => [line.bytes, Buffer.from(line.end, 'latin1')]))

/** The line and column of an offset into a block's text, both from 1. */
function place(block: Block, offset: number): readonly [line: number, column: number] {
  let from = 0
  let at: TextLine = block[0]!
  for (const line of block) {
    at = line
    if (offset <= from + line.text.length) break
    from += line.text.length + 1
  }
  return [at.number, offset - from + 1]
}

/** One finding in words, never with the value: `app.log:12:34: email, 17 characters, mask`. */
function explained(label: string, block: Block, { detector, key, start, end, action }: Finding): string {
  const [line, column] = place(block, start)
  const name = key === undefined ? '' : `, key ${plain(key).slice(0, 100)}`
  return `${label}:${line}:${column}: ${plain(detector)}, ${end - start} characters${name}, ${action}\n`
}

/** What becomes of a block: bytes for standard output, and words about what was found. */
export interface Rewritten {
  readonly bytes: Buffer
  readonly findings: string
}

/**
 * Redacts one block. What holds nothing to redact stays as it is, byte for byte, also where it is not UTF-8; line ends stay.
 */
export function rewrite(block: Block, redactor: Redactor, explain?: string): Rewritten {
  const text = textOf(block)
  const redacted: string = redactor.redact(text).text
  if (redacted === text) return { bytes: original(block), findings: '' }
  const [first, last] = [block[0]!.line.end, block.at(-1)!.line.end]
  const inner = first === '\r\n' ? redacted.replaceAll('\n', '\r\n') : redacted
  const findings =
    explain === undefined
      ? ''
      : redactor
          .explain(text)
          .map((finding) => explained(explain, block, finding))
          .join('')
  return { bytes: Buffer.from(inner + last), findings }
}
