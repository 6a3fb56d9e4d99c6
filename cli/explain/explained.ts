import { explainParse, fingerprint, type ParseExplanation } from '../../lambdas/core/parse/index.ts'
import type { StitchedEvent } from '../../lambdas/core/records.ts'
import type { Redactor } from '../../lambdas/core/redact/index.ts'
import { stitch } from '../../lambdas/core/stitch/index.ts'
import type { Block } from '../redact/index.ts'

/** One record with the reasons why it is what it is. Everything in it comes from redacted text. */
export interface Explained {
  /** Line numbers in the input, from 1. Of writers that share a stream, others' lines may stand between them. */
  readonly lines: readonly number[]
  readonly unfinished: boolean
  /** How many values each detector removed. */
  readonly redactions: Readonly<Record<string, number>>
  /** Undefined when redaction could not finish the record: nothing of it is shown. */
  readonly parsed: ParseExplanation | undefined
  readonly fingerprint: string
}

const failed = (lines: readonly number[]): Explained => ({
  lines,
  unfinished: false,
  redactions: { unprocessable: 1 },
  parsed: undefined,
  fingerprint: '',
})

function explained({ events, text, unfinished }: StitchedEvent, block: Block, redactor: Redactor): Explained {
  const lines = events.map(({ id }) => block[Number(id)]!.number)
  try {
    const redacted = redactor.redact(text)
    const parsed = explainParse(redacted.text)
    return {
      lines,
      unfinished: unfinished === true,
      redactions: redacted.counts,
      parsed,
      fingerprint: fingerprint(parsed.log),
    }
  } catch {
    return failed(lines)
  }
}

/** The records of a block of lines, redacted before they are parsed, as in the pipeline. */
export function explainBlock(block: Block, redactor: Redactor): Explained[] {
  const events = block.map(({ text }, i) => ({ id: String(i), timestamp: 0, message: text }))
  // CloudWatch's agents send no empty lines.
  return stitch(events.filter(({ message }) => message !== '')).map((event) =>
    explained(event, block, redactor),
  )
}
