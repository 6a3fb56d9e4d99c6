import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A configuration file that cannot be read; the message says which and why. */
export class UnreadableConfig extends Error {}

/**
 * What a configuration file (.ts, .mts, .js, .mjs or .json) holds, not validated yet. Node runs TypeScript as it is.
 *
 * @throws {UnreadableConfig} naming the file, when it cannot be read or run, or exports no default.
 */
export async function loadConfig(file: string): Promise<unknown> {
  const options = extname(file) === '.json' ? { with: { type: 'json' } } : {}
  let exported: { default?: unknown }
  try {
    exported = await import(pathToFileURL(resolve(file)).href, options)
  } catch (cause) {
    throw new UnreadableConfig(`${file}: ${(cause as Error).message}`, { cause })
  }
  if (exported.default === undefined) {
    throw new UnreadableConfig(
      `${file}: exports no default; it should \`export default defineConfig({ … })\``,
    )
  }
  return exported.default
}
