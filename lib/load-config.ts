import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * What a configuration file (.ts, .mts, .js, .mjs or .json) holds, not validated yet. Node runs TypeScript as it is.
 *
 * @throws {Error} naming the file, when it cannot be read or run, or exports no default.
 */
export async function loadConfig(file: string): Promise<unknown> {
  const options = extname(file) === '.json' ? { with: { type: 'json' } } : {}
  let exported: { default?: unknown }
  try {
    exported = await import(pathToFileURL(resolve(file)).href, options)
  } catch (cause) {
    throw new Error(`${file}: ${(cause as Error).message}`, { cause })
  }
  if (exported.default === undefined) {
    throw new Error(`${file}: exports no default; it should \`export default defineConfig({ … })\``)
  }
  return exported.default
}
