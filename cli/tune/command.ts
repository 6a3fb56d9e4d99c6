import type { Command } from '../command.ts'

export const tune: Command = {
  summary: 'suggests thresholds for alerts from past logs',
  usage: 'sluice tune [FILE…|-] [options]',
  about: `Takes logs through the pipeline without storing anything, and says for each alert of the configuration what its windows
held (median, 99th percentile, most), and how many alerts each of some thresholds would have given. A suggestion is the lowest
threshold above what is usual that gives few. Without alerts in the configuration it looks at errors and warnings of each
service. Take a week or more: what is usual on a Sunday night says little about a Monday.`,
  options: {
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    'log-group': { value: 'NAME', short: 'g', help: 'the log group that the input stands for' },
    format: {
      value: 'text|events',
      oneOf: ['text', 'events'],
      help: 'text: one message per line (default)\nevents: captured subscription payloads, one per line',
    },
    'alerts-per-week': {
      value: 'NUMBER',
      help: 'how many alerts of a rule are few; default 1. Of a shorter log it may be 1 in all',
    },
  },
  examples: [
    ['sluice tune /var/log/shop/*.log.gz', 'rotated files'],
    ['sluice tune --alerts-per-week 5 app.log', 'for those who want to be told more'],
  ],
  run: async (args, world) => (await import('./execute.ts')).execute(args, world),
}
