/**
 * What the core needs from the world. Each port has one contract test (test/support/contracts) that every adapter passes.
 * Adapters throw on environment faults, with `cause`; they never throw because of what the data say.
 */

/** A bucket or a folder. Keys use `/`. */
export interface ObjectStore {
  /**
   * Stores `bytes` unless `key` exists already, atomically; 'exists' is a success (the same batch, delivered again).
   * A reader never sees a half-written object.
   */
  putIfAbsent(key: string, bytes: Uint8Array, contentType?: string): Promise<'created' | 'exists'>
}

/** Milliseconds since the epoch. */
export type Clock = () => number
