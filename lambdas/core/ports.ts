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

/** What a listing says about an object. `modified` is when it was stored, in milliseconds since the epoch. */
export interface StoredObject {
  readonly key: string
  readonly bytes: number
  readonly modified: number
}

/** A store that can also be read and cleaned up. Apart from `ObjectStore`, because ingest may only write. */
export interface ReadableStore extends ObjectStore {
  /** The whole object, or nothing when there is none of that key. */
  get(key: string): Promise<Uint8Array | undefined>
  /** Objects whose keys begin with `prefix` and come after `after`, in the order of the keys' UTF-8 bytes. */
  list(prefix: string, after?: string): AsyncIterable<StoredObject>
  /** Removes objects. A key that is not there is a success: it may have been removed before a crash. */
  remove(keys: readonly string[]): Promise<void>
}

/** Who signed, and the signature: ECDSA on the curve P-256 over SHA-256, in DER, as base64. */
export interface Signature {
  /** As the signer calls its key; it proves nothing. */
  readonly key: string
  readonly value: string
}

/** Signs entries of the ledger, so that who may write into the archive, but not use the key, cannot add one unseen. */
export interface Signer {
  sign(message: Uint8Array): Promise<Signature>
}

/** Milliseconds since the epoch. */
export type Clock = () => number
