/** Where things lie in the page's memory, in bytes; `assembly/memory.ts` has the same numbers. */
export const NAMES = { at: 0, bits: 11, slot: 32 } as const
export const LISTED = 65_536
export const RESULT = 68_352
export const ROLES = 68_864
export const LABELS = 69_632
export const LABEL = 48
export const ENTRIES = 73_728
export const ENTRY = 96
export const MOST_ENTRIES = 208
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
/** Texts of which it is known what they say, behind what is written over after the last line. */
export const SAID = { at: 4_423_936, bits: 10, slot: 64 } as const

/** Two bits for each word that may be a level, and behind them heads of text lines. */
export const LEVELS = 4_521_984
const PAGE = 65_536
/** Pages of memory: the heads take the last four. */
export const PAGES = LEVELS / PAGE + 4

/** What a name is for, as `assembly/decide.ts` knows it; 0 is for what has to be looked at outside. */
export const roles = {
  time: 1,
  level: 2,
  namedLevel: 3,
  logger: 4,
  loggerBesideLevel: 5,
  service: 6,
  message: 7,
  trace: 8,
  span: 9,
  type: 10,
  request: 11,
} as const

/** What is told of a line that was decided, in words behind its attributes, body and time. */
export const told = {
  hasTime: 6,
  level: 7,
  logger: 8,
  service: 9,
  trace: 10,
  span: 11,
  idsFrom: 12,
  idsTo: 13,
  isXray: 14,
  unknown: 16,
} as const

/** What a text is said as, by whom it was said: eight for each known text. */
export const saidAs = { level: 0, logger: 1, loggerBesideLevel: 2, service: 3 } as const
export const SAID_IN_PAIRS = 4
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
  ',"trace_id":"',
  ',"span_id":"',
]
