/** Why a payload could not be read. Bounded: these are metric dimensions and folder names in quarantine. */
export const decodeFaults = [
  'not_base64',
  'not_gzip',
  'truncated',
  'too_large',
  'not_json',
  'unexpected_shape',
  'no_events',
  'absurd_time',
] as const
export type DecodeFault = (typeof decodeFaults)[number]
