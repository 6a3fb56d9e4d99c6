/** What an invocation takes and costs at a memory size, computed from the CPU time that one core takes here. */
import { lambda } from '../../cli/check/prices.ts'

/** MB with which a function has one vCPU; less has a share of it. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const megabytesPerCpu = 1_769
export const memorySizes = [512, 768, 1_024, 1_280, 1_536, 1_769, 2_048, 3_008] as const

export interface Work {
  /** One core's, for one payload. */
  readonly cpuMilliseconds: number
  /** For S3 and DynamoDB. Billed like work, and no shorter with more memory. */
  readonly waitMilliseconds: number
  /** Of log messages in the payload, unpacked. */
  readonly textBytes: number
}

export interface Invocation {
  readonly milliseconds: number
  readonly dollarsPerGigabyte: number
}

/** A core's share. Ingest works in one thread: it has no use for a second core. */
export const cpuShare = (megabytes: number): number => Math.min(1, megabytes / megabytesPerCpu)

/** Lambda bills GB-seconds, rounded up to a millisecond, and each request. https://aws.amazon.com/lambda/pricing/ */
export function invocationOf(work: Work, megabytes: number): Invocation {
  const milliseconds = Math.ceil(work.cpuMilliseconds / cpuShare(megabytes) + work.waitMilliseconds)
  const dollars =
    (megabytes / 1_024) * (milliseconds / 1_000) * lambda.gigabyteSecond +
    lambda.invocationsPerMillion / 1_000_000
  return { milliseconds, dollarsPerGigabyte: (dollars / work.textBytes) * 1_000_000_000 }
}
