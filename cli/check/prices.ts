import type { StorageClass } from '../../lambdas/core/config/index.ts'

/** Where a price is from, in US dollars, Region us-east-1. Prices change: these were read in November 2026. */
export const priceSources = {
  s3: 'https://aws.amazon.com/s3/pricing/',
  lambda: 'https://aws.amazon.com/lambda/pricing/',
} as const

/** Dollars per GB and month at rest, by storage class. */
export const storagePrices: Readonly<Partial<Record<StorageClass | 'STANDARD', number>>> = {
  STANDARD: 0.023,
  STANDARD_IA: 0.0125,
  GLACIER_IR: 0.004,
  GLACIER: 0.0036,
  DEEP_ARCHIVE: 0.00099,
}

/** Dollars for moving 1,000 objects into a class. */
export const transitionPrices: Readonly<Partial<Record<StorageClass | 'STANDARD', number>>> = {
  STANDARD_IA: 0.01,
  ONEZONE_IA: 0.01,
  INTELLIGENT_TIERING: 0.01,
  GLACIER_IR: 0.02,
  GLACIER: 0.03,
  DEEP_ARCHIVE: 0.05,
}

/**
 * kB that S3 adds to each object, at the class's own price and at that of S3 Standard.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const glacierOverhead: Readonly<
  Partial<Record<StorageClass | 'STANDARD', { readonly own: number; readonly standard: number }>>
> = {
  GLACIER: { own: 32, standard: 8 },
  DEEP_ARCHIVE: { own: 32, standard: 8 },
}

/** Dollars for one million PUT and GET requests to S3 Standard. */
export const putsPerMillion = 5
export const getsPerMillion = 0.4
/** Dollars for one GB-second of Lambda on arm64, and for one million invocations. */
export const lambda = { gigabyteSecond: 0.0000133334, invocationsPerMillion: 0.2 } as const
