import { expect, it } from 'vitest'
import { cpuShare, invocationOf, memorySizes, type Work } from '../../bench/power/model.ts'

const work: Work = { cpuMilliseconds: 100, waitMilliseconds: 50, textBytes: 1_000_000 }

it('an invocation is billed by the started millisecond, its memory, and once by itself', () => {
  const { milliseconds, dollarsPerGigabyte } = invocationOf(work, 1_024)
  expect(milliseconds).toBe(223)
  expect(dollarsPerGigabyte).toBeCloseTo(1_000 * (0.223 * 0.0000133334 + 0.0000002), 9)
})

it('up to one core, more memory is quicker, and costs as much for work that waits for nothing', () => {
  const unwaiting: Work = { ...work, cpuMilliseconds: 100_000, waitMilliseconds: 0 }
  const upToOne = memorySizes.filter((megabytes) => megabytes <= 1_769)
  const costs = upToOne.map((megabytes) => invocationOf(unwaiting, megabytes).dollarsPerGigabyte)
  for (const cost of costs) expect(cost / costs[0]!).toBeCloseTo(1, 4)
  const times = upToOne.map((megabytes) => invocationOf(work, megabytes).milliseconds)
  expect(times).toEqual([...times].sort((a, b) => b - a))
})

it('beyond one core, more memory is no quicker', () => {
  expect(cpuShare(3_008)).toBe(1)
  expect(invocationOf(work, 3_008).milliseconds).toBe(invocationOf(work, 1_769).milliseconds)
  expect(invocationOf(work, 3_008).dollarsPerGigabyte).toBeGreaterThan(
    invocationOf(work, 1_769).dollarsPerGigabyte,
  )
})
