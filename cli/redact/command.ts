import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { createRedactor, type Redactor } from '../../lambdas/core/redact/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { hmacKey } from '../hmac-key.ts'
import { inputNames } from '../input/names.ts'
import { type Input, openInputs } from '../input/open.ts'
import { readFault } from '../input/read-fault.ts'
import { loadConfig } from '../load-config.ts'
import type { Block } from './blocks.ts'
import { blocksOf } from './blocks-of.ts'
import { rewrite } from './rewrite.ts'

async function write(stream: Writable, content: Buffer | string): Promise<void> {
  if (content.length > 0 && !stream.write(content)) await once(stream, 'drain')
}

interface Output {
  readonly redactor: Redactor
  readonly world: World
  /** The name of the input, when what is found is to be explained. */
  readonly explain?: string
}

async function give(blocks: readonly Block[], { redactor, world, explain }: Output): Promise<void> {
  const rewritten = blocks.map((block) => rewrite(block, redactor, explain))
  await write(world.stdout, Buffer.concat(rewritten.map(({ bytes }) => bytes)))
  await write(world.stderr, rewritten.map(({ findings }) => findings).join(''))
}

async function redactInput(input: Input, output: Output): Promise<void> {
  for await (const blocks of blocksOf(input)) await give(blocks, output)
}

async function redactCommand(args: Arguments, world: World): Promise<0> {
  const { config } = await loadConfig(args.values['config'], world.folder)
  const inputs = await openInputs(inputNames(args, world, 'redact'), world)
  const redactor = createRedactor(config.redact, { hmac: await hmacKey(world) })
  for (const input of inputs) {
    const explain = args.switches.has('explain') ? { explain: input.label } : {}
    await redactInput(input, { redactor, world, ...explain }).catch((error) => {
      throw readFault(input, error)
    })
  }
  return 0
}

export const redact: Command = {
  summary: 'text in, the same text without secrets and personal data out',
  usage: 'sluice redact [FILE…|-] [options]',
  about: `Copies text to standard output with secrets and personal data replaced, by the rules of the configuration.
What holds nothing to redact is copied byte for byte. Works in a pipe on a live log: nothing is held back for long.
FILE may end with .gz or .zst. - is standard input.
With the action "hash", the same value gives the same pseudonym within one run, and in all runs with the same key in
SLUICE_HMAC_SECRET (see sluice pseudonym --help); without one, a random key is made and forgotten.`,
  options: {
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    explain: {
      short: 'e',
      help: 'say on standard error what was found where (file:line:column), never its value',
    },
  },
  examples: [
    ['sluice redact app.log > shareable.log', 'a copy to send to somebody'],
    ['tail -f app.log | sluice redact', 'a live log'],
    ['sluice redact --explain app.log > /dev/null', 'only what would be redacted, and where'],
  ],
  run: redactCommand,
}
