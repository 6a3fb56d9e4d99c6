import { readFileSync } from 'node:fs'
import { type Config, parseConfig } from './core/config/index.ts'

/**
 * The configuration that lies beside a function's bundle as `config.json`, validated again: what a function runs with is
 * what it was given, or it does not start.
 *
 * @param moduleUrl `import.meta.url` of the handler.
 * @throws {ConfigError} when it is not a configuration.
 */
export function readBundledConfig(moduleUrl: string): Config {
  return parseConfig(JSON.parse(readFileSync(new URL('./config.json', moduleUrl), 'utf8')))
}
