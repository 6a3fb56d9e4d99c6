import type { RedactConfig } from '../../../../../lambdas/core/config/types.ts'
import { createRedactor, type Redactor } from '../../../../../lambdas/core/redact/redactor.ts'

export const everything: RedactConfig = {
  detectors: {},
  keys: { mask: [], hash: [], drop: [], keep: [] },
  patterns: [],
  allow: [],
}

export const hmac = { id: 'k1', key: new TextEncoder().encode('a key for tests only, of enough length') }

/** A redactor with everything on, but for what is given. */
export const redactorWith = (config: Partial<RedactConfig> = {}): Redactor =>
  createRedactor({ ...everything, ...config }, { hmac })

const redactor = redactorWith()
export const redact = (text: string): string => redactor.redact(text).text
