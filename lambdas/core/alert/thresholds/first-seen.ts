import type { FirstSeenThreshold } from '../../config/index.ts'

/** That something was seen is written down again after this part of `firstSeenWithin`: a hundred writes while it is known. */
const cells = 100

/** To what it is known when something was seen last. */
const cellWidth = ({ firstSeenWithin }: FirstSeenThreshold): number =>
  Math.ceil(firstSeenWithin / cells / 1_000) * 1_000

const cellOf = (time: number, width: number): number => Math.floor(time / width)

/** Whether it is worth writing down that something was seen, when it is known to have been seen at `last`. */
export const isNews = (threshold: FirstSeenThreshold, last: number | undefined, time: number): boolean =>
  last === undefined || cellOf(time, cellWidth(threshold)) > cellOf(last, cellWidth(threshold))

/**
 * When what was seen at `last` counts as new: `firstSeenWithin` later, or up to a hundredth of it more. Depends on nothing but the
 * hundredth in which `last` is, so that it is the same whichever record of it was written down.
 */
export function newFrom(threshold: FirstSeenThreshold, last: number): number {
  const width = cellWidth(threshold)
  return (cellOf(last, width) + Math.ceil(threshold.firstSeenWithin / width) + 1) * width
}
