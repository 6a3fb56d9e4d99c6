/** Adapter for the parsing corpus's scorer: severity and fingerprint of one line. */
import { fingerprint, parse as parseLog } from '../../lambdas/core/parse/index.ts'

const names = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

export const parse = (message: string): { severity?: string; fingerprint: string } => {
  const log = parseLog(message)
  const severity = log.severity_number > 0 ? names[Math.floor((log.severity_number - 1) / 4)] : undefined
  return { ...(severity === undefined ? {} : { severity }), fingerprint: fingerprint(log) }
}
