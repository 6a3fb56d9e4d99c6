/** Where things lie in the page's memory, in bytes; `assembly/memory.ts` has the same numbers. */
export const NAMES = { at: 0, bits: 11, slot: 32 } as const
export const LISTED = 65_536
export const RESULT = 68_352
export const LABELS = 69_632
export const LABEL = 48
export const ENTRIES = 73_728
export const ENTRY = 88
export const MOST_ENTRIES = 224
/** Pieces of lines that come again and again. */
export const KNOWN = 94_208
export const KNOWN_SIZE = 65_536
/** Pieces of lines that come once. */
export const SCRATCH = 159_744
export const SCRATCH_SIZE = 262_144
export const TEXTS = 421_952
export const TEXTS_SIZE = 786_432
export const OUT = 2_326_592
export const OUT_SIZE = 2_097_152
const PAGE = 65_536
/** Pages of memory, with room for what is written over behind the last line. */
export const PAGES = Math.ceil((OUT + OUT_SIZE + 64) / PAGE)

/** Pieces of lines and of what is read in access lines, in the order in which the assembly numbers them. */
export const labels = [
  '{"timestamp":"',
  '","observed_timestamp":"',
  ',"attributes":',
  ',"event_id":"',
  '","redactions":',
  '{"http.request.method":"',
  '","url.path":"',
  '","url.query":"',
  '","network.protocol.version":"',
  '","http.response.status_code":',
  ',"http.response.body.size":',
  ',"http.request.header.referer":"',
  ',"user_agent.original":"',
  ',"client.address":"',
  ',"user.name":"',
]
