/**
 * Whether an event belongs to the share (0-1) that is kept: decided by its id alone (FNV-1a, 32 bits), so that the same
 * event delivered twice is kept twice or dropped twice.
 */
export function isSampled(eventId: string, share: number): boolean {
  let hash = 0x811c9dc5
  for (let i = 0; i < eventId.length; i++) hash = Math.imul(hash ^ eventId.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32 < share
}
