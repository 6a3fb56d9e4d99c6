import type { Options } from './args.ts'
import type { Command } from './command.ts'

const columns = (rows: readonly (readonly [string, string])[], indent = 2): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  const hang = `\n${' '.repeat(indent + width + 2)}`
  return rows
    .map(([left, right]) => `${' '.repeat(indent)}${left.padEnd(width)}  ${right.replaceAll('\n', hang)}`)
    .join('\n')
}

const optionRows = (options: Options): (readonly [string, string])[] =>
  Object.entries(options).map(([name, { value, short, help }]) => [
    `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`,
    help,
  ])

const everywhere: readonly (readonly [string, string])[] = [
  ['-h, --help', 'this text'],
  ['    --version', "Sluice's version"],
]

/** What `sluice --help` says. */
export function overview(commands: Readonly<Record<string, Command>>): string {
  return `sluice redacts logs, archives them, and tells you when errors cross a threshold.
It runs here what it runs in AWS: the same stages, with a folder for S3 and a file for SNS.
Nothing is archived, counted or shown before secrets and personal data are out of it.

Usage: sluice COMMAND [options]

Commands
${columns(Object.entries(commands).map(([name, { summary }]) => [name, summary]))}

Start here
${columns([
  ['sluice run app.log', 'the whole pipeline on a log file, into ./sluice-out'],
  ['my-app 2>&1 | sluice run -', 'the same on what a program prints, while it prints it'],
  ['sluice redact app.log', 'the log without secrets, on standard output'],
  ['sluice explain app.log', 'what each record says, and why Sluice reads it so'],
  ['sluice check', 'what pipeline.config.ts would do in AWS, and cost'],
])}

Options
${columns(everywhere)}

sluice COMMAND --help explains a command. Exit code: 0 done, 1 failed, 2 wrong usage or configuration.
`
}

/** What `sluice COMMAND --help` says. */
export function commandHelp(command: Command): string {
  return `Usage: ${command.usage}

${command.about}

Options
${columns([...optionRows(command.options), ...everywhere.slice(0, 1)])}

Examples
${command.examples.map(([line, meaning]) => `  ${line}\n      ${meaning}`).join('\n')}
`
}
