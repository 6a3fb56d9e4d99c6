/** One name for "the same thing happened again", computed from one record alone. */
import type { ParsedLog } from '../records.ts'
import { readFrames } from './exceptions/index.ts'
import { digest, feed, type Hash, newHash } from './hash.ts'
import { templateOf } from './template.ts'

const version = 'v1'

/** Stateless: the same record has the same fingerprint in every function, for as long as the version stays. */
export const fingerprint = (log: ParsedLog): string => {
  const hash = newHash()
  if (!feedException(log, hash)) feed(hash, templateOf(log.body))
  return `${version}:${digest(hash)}`
}

const feedException = (log: ParsedLog, hash: Hash): boolean => {
  const stack = log.attributes['exception.stacktrace']
  const type = log.attributes['exception.type']
  if (typeof stack !== 'string') return false
  feed(hash, typeof type === 'string' ? type : '')
  const sink = {
    frame: (module: string, name: string, inApp: boolean) => {
      if (inApp) feed(hash, `${module}\n${name}\n`)
    },
    type: (name: string) => feed(hash, `${name}\n`),
  }
  return readFrames(stack, sink)
}
