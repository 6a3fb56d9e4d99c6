import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readAhead } from '../../../../lambdas/core/store/index.ts'

test('gives results in the order of the items, whichever is read first, and never more than 16 at once', async () => {
  let [running, most] = [0, 0]
  const items = Array.from({ length: 50 }, (_, i) => i)
  const results = readAhead(items, async (i) => {
    most = Math.max(most, ++running)
    await setTimeout((i * 7) % 5)
    running--
    return i
  })
  expect(await Array.fromAsync(results)).toEqual(items)
  expect(most).toBe(16)
})

test('throws what a read threw in its turn, after the results before it', async () => {
  const seen: number[] = []
  const failing = async () => {
    for await (const i of readAhead([1, 2, 3], (each) =>
      each === 3 ? Promise.reject(new Error('three')) : Promise.resolve(each),
    ))
      seen.push(i)
  }
  await expect(failing()).rejects.toThrow('three')
  expect(seen).toEqual([1, 2])
})
