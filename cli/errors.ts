/** 1: the work failed. 2: the command or the configuration is wrong, and nothing was done. */
export type ExitCode = 1 | 2

/** A failure that a person can act on: a bounded code, plain words, and how the command ends. Never holds log content. */
export class CliError extends Error {
  readonly code: string
  readonly exit: ExitCode

  constructor(code: string, message: string, exit: ExitCode, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CliError'
    this.code = code
    this.exit = exit
  }
}

/** The command line or the configuration is wrong: exit 2. */
export const usageError = (code: string, message: string): CliError => new CliError(code, message, 2)

/** The work could not be done or finished: exit 1. */
export const failure = (code: string, message: string, cause?: unknown): CliError =>
  new CliError(code, message, 1, { cause })

/** The `code` of an error of Node (`ENOENT`), or ''. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
