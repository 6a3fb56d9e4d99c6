/** The order in which stores list keys: by their UTF-8 bytes, as S3 does. */
export const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
