/** One thing that is wrong with a configuration. `path` reads like the source: `alerts[2].threshold.count`. */
export interface Problem {
  readonly path: string
  readonly message: string
}

/** A configuration that cannot be used, with everything that is wrong with it. */
export class ConfigError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => `${path || 'configuration'}: ${message}`).join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }

  /** Where the first problem is. */
  get path(): string {
    return this.problems[0]?.path ?? ''
  }
}

/** Joins a path and the next step: `joinPath('alerts[2]', 'when', 'severity')`. Numbers become indices. */
export function joinPath(...steps: readonly (string | number)[]): string {
  let path = ''
  for (const step of steps) {
    if (typeof step === 'number') path += `[${step}]`
    else if (/^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*|\[\d+\])*$/.test(step)) path += path ? `.${step}` : step
    else path += `[${JSON.stringify(step)}]`
  }
  return path
}

/** A value as an error shows it: JSON, at most 60 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
