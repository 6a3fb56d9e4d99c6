/** How many reads are under way at once: enough that waiting for S3 does not count, few enough for memory. */
const width = 16

/**
 * Applies `read` to each item and gives back the results in the order of the items, with several reads under way at once. What a
 * read throws is thrown in its turn.
 */
export async function* readAhead<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  read: (item: Item) => Promise<Result>,
): AsyncIterable<Result> {
  const underWay: Promise<Result>[] = []
  for await (const item of items) {
    const result = read(item)
    // Told when its turn comes; until then it must not count as a rejection that nobody handles.
    result.catch(() => undefined)
    underWay.push(result)
    if (underWay.length >= width) yield await underWay.shift()!
  }
  for (const result of underWay) yield await result
}
