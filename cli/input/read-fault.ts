import { CliError, errorCode, failure } from '../errors.ts'
import type { Input } from './open.ts'

const readingCodes = new Set(['EIO', 'EISDIR', 'EACCES', 'EPERM', 'ESTALE', 'ENXIO', 'ENOENT', 'EBUSY'])

/** What a fault while reading `input` is in words; an error that is not about reading comes back as it is. */
export function readFault(input: Input, error: unknown): unknown {
  if (error instanceof CliError) return error
  const code = errorCode(error)
  if (/^Z_|^ZSTD_|^ERR_ZLIB/.test(code))
    return failure(
      'not_decompressed',
      `${input.label} is damaged: it could not be decompressed to its end`,
      error,
    )
  if (readingCodes.has(code))
    return failure('not_readable', `cannot read ${input.label} to its end: ${code}`, error)
  return error
}
