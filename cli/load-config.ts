import { readFile, stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Config, ConfigError, parseConfig } from '../lambdas/core/config/index.ts'
import { defaultConfig } from './default-config.ts'
import { errorCode, usageError } from './errors.ts'
import { plain } from './terminal.ts'

/** A configuration that is ready to use, and where it comes from. */
export interface Loaded {
  readonly config: Config
  /** The file as given, or undefined when it is the built-in one. */
  readonly file?: string
}

const names = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `pipeline.config.${extension}`)
const extensions = ['.ts', '.mts', '.js', '.mjs', '.json']

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false
    throw usageError('config_unreadable', `cannot read the configuration ${plain(path)}: ${errorCode(error)}`)
  }
}

async function content(path: string): Promise<unknown> {
  if (extname(path) === '.json') return JSON.parse(await readFile(path, 'utf8'))
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown }
  if (module.default === undefined)
    throw new Error('it has no default export; write `export default defineConfig({ … })`')
  return module.default
}

async function read(path: string, shown: string): Promise<unknown> {
  if (!extensions.includes(extname(path)))
    throw usageError(
      'config_type',
      `the configuration must end with ${extensions.join(', ')}; got ${plain(shown)}`,
    )
  try {
    return await content(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw usageError('config_not_loaded', `cannot load the configuration ${plain(shown)}: ${plain(reason)}`)
  }
}

function validated(written: unknown, file: string): Config {
  try {
    return parseConfig(written)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const problems = error.problems.map(
      ({ path, message }) => `  ${plain(path) || '(all of it)'}: ${plain(message)}`,
    )
    const found = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    throw usageError('config_invalid', `${plain(file)} has ${found}:\n${problems.join('\n')}`)
  }
}

/**
 * Loads and validates the configuration: `file` if given, else `pipeline.config.ts` (or .mts, .js, .mjs, .json) of
 * `folder`, else the built-in one, which redacts with every detector and alerts on bursts of errors.
 *
 * @throws {CliError} of exit 2 with every problem and its path.
 */
export async function loadConfig(file: string | undefined, folder: string): Promise<Loaded> {
  if (file !== undefined) {
    const path = resolve(folder, file)
    if (!(await isFile(path)))
      throw usageError('config_not_found', `there is no configuration file ${plain(file)}`)
    return { config: validated(await read(path, file), file), file }
  }
  for (const name of names) {
    const path = resolve(folder, name)
    if (await isFile(path)) return { config: validated(await read(path, name), name), file: name }
  }
  return { config: parseConfig(defaultConfig) }
}
