import type { Config } from './types.ts'

/** Whether anything in the configuration is pseudonymised with the keyed hash: only then a key has to exist. */
export function usesHash({ redact }: Pick<Config, 'redact'>): boolean {
  return (
    redact.keys.hash.length > 0 ||
    Object.values(redact.detectors).includes('hash') ||
    redact.patterns.some(({ action }) => action === 'hash')
  )
}
