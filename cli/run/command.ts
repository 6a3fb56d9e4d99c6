import type { Command } from '../command.ts'

export const run: Command = {
  summary: 'the whole pipeline on this machine: redact, archive, alert, report',
  usage: 'sluice run [FILE…|-] [options]',
  about: `Takes logs through the pipeline that runs in AWS: stitches lines that belong together, redacts, drops
what the configuration drops, archives the rest, counts, and tells when a threshold is crossed.
FILE may end with .gz or .zst. - is standard input, also while it is still being written to.

Writes into the output folder
  archive/       redacted records, zstd-compressed JSON lines by service, day and hour
  quarantine/    originals that could not be processed (not redacted: only you can read the folder)
  alerts.jsonl   one notification a line, as SNS would deliver it to a machine
  report.html    what happened, as one page that opens offline
  state/         what makes a second run on the same input add nothing, and a random key
Ctrl-C finishes the batch at hand and writes the report; twice stops at once.`,
  options: {
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    'log-group': {
      value: 'NAME',
      short: 'g',
      help: 'the log group that the input stands for; default /local/<file name>',
    },
    out: { value: 'DIR', short: 'o', help: 'the output folder; default ./sluice-out' },
    format: {
      value: 'text|events',
      oneOf: ['text', 'events'],
      help: 'text: one message per line (default)\nevents: captured subscription payloads, one per line, as base64 or JSON',
    },
    quiet: { short: 'q', help: 'no progress line' },
  },
  examples: [
    ['sluice run app.log', 'a log file'],
    ['sluice run /var/log/shop/*.log.gz --out shop-out', 'rotated files, into another folder'],
    ['my-app 2>&1 | sluice run -', 'what a program prints, while it prints it'],
    ['sluice run --format events payloads.jsonl', 'payloads captured from a CloudWatch Logs subscription'],
  ],
  // Loaded when it is needed: the AWS clients that come with the core take longer than the rest of the command.
  run: async (args, world) => (await import('./execute.ts')).execute(args, world),
}
