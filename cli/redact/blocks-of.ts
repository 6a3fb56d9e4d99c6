import { LineSplitter } from '../input/lines.ts'
import type { Input } from '../input/open.ts'
import { quiet, withPauses } from '../input/pauses.ts'
import { type Block, Blocks, type TextLine } from './blocks.ts'

/** After this time without input, what has arrived is given out: somebody may be watching a live log. */
const patience = 150

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The blocks of one input, as soon as they are complete, or nothing more arrives for a while. */
export async function* blocksOf(input: Input): AsyncGenerator<readonly Block[]> {
  const blocks = new Blocks()
  const splitter = new LineSplitter()
  let number = 1
  const take = (line: TextLine['line']): Block[] => {
    const made = blocks.add({ number, text: decoder.decode(line.bytes), line })
    if (!line.cut) number++
    return made
  }
  for await (const chunk of withPauses(input.read(), patience)) {
    if (chunk === quiet) {
      if (!blocks.keyIsOpen) yield blocks.flush()
      continue
    }
    const ready = splitter.push(chunk).flatMap(take)
    yield [...ready, ...blocks.complete()]
  }
  const rest = splitter.finish()
  yield [...(rest ? take(rest) : []), ...blocks.flush()]
}
