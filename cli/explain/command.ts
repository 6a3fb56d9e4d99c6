import { once } from 'node:events'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { hmacKey } from '../hmac-key.ts'
import { inputNames } from '../input/names.ts'
import { type Input, openInputs } from '../input/open.ts'
import { readFault } from '../input/read-fault.ts'
import { loadConfig } from '../load-config.ts'
import { blocksOf } from '../redact/index.ts'
import { explainBlock } from './explained.ts'
import { type Explaining, Placer } from './placer.ts'
import { blockText, jsonLine } from './view.ts'

async function write(world: World, text: string): Promise<void> {
  if (text !== '' && !world.stdout.write(text)) await once(world.stdout, 'drain')
}

async function explainInput(
  input: Input,
  { redactor, config, json, logGroup, world }: Explaining,
): Promise<void> {
  const placer = new Placer(input, config, logGroup, world.now)
  for await (const blocks of blocksOf(input)) {
    const records = blocks.flatMap((block) => explainBlock(block, redactor))
    const texts = records.map((record) => {
      const place = placer.place(record)
      return json ? jsonLine(record, place) : blockText(record, place, world)
    })
    await write(world, texts.join(''))
  }
}

async function explainCommand(args: Arguments, world: World): Promise<0> {
  const { config } = await loadConfig(args.values['config'], world.folder)
  const inputs = await openInputs(inputNames(args, world, 'explain'), world)
  const explaining: Explaining = {
    config,
    redactor: createRedactor(config.redact, { hmac: await hmacKey(world) }),
    json: args.switches.has('json'),
    logGroup: args.values['log-group'],
    world,
  }
  for (const input of inputs)
    await explainInput(input, explaining).catch((error) => {
      throw readFault(input, error)
    })
  return 0
}

export const explain: Command = {
  summary: 'what each record says, and why it is read so',
  usage: 'sluice explain [FILE…|-] [options]',
  about: `Shows how the pipeline reads a log, record by record: which lines belong together, the format, severity, time, logger,
service and fingerprint, and where each of them comes from. Text is redacted before anything else is done with it, and only
what is left is shown. Nothing is stored.
FILE may end with .gz or .zst. - is standard input.`,
  options: {
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    'log-group': {
      value: 'NAME',
      short: 'g',
      help: 'the log group that the input stands for: it decides the service',
    },
    json: { help: 'one JSON object a record' },
  },
  examples: [
    ['sluice explain app.log | less', 'a log file'],
    ["sluice explain --json app.log | jq 'select(.severity.number == 0) | .body'", 'what says no severity'],
    [
      'sluice explain --json app.log | jq -r \'.fingerprint.value + " " + .template\' | sort | uniq -c',
      'how messages are grouped',
    ],
  ],
  run: explainCommand,
}
