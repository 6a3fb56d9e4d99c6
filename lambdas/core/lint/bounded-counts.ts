/**
 * Counts the most frequent keys of a stream in bounded memory. When it holds too many, the rarest half goes; what went is
 * in `others`, so the sum is always right, and a key that returns starts again.
 */
export class BoundedCounts<Value extends { count: number }> {
  private readonly most: number
  private readonly entries = new Map<string, Value>()
  private gone = 0

  constructor(most: number) {
    this.most = most
  }

  /** The entry of `key`, made by `create` when there is none. */
  entry(key: string, create: () => Value): Value {
    const known = this.entries.get(key)
    if (known) return known
    if (this.entries.size >= this.most) this.forget()
    const made = create()
    this.entries.set(key, made)
    return made
  }

  /** Counts what forgotten keys held. */
  get others(): number {
    return this.gone
  }

  get size(): number {
    return this.entries.size
  }

  /** The `limit` largest, largest first; equal ones by key, so that the order is always the same. */
  top(limit: number): readonly (readonly [string, Value])[] {
    return this.sorted().slice(0, limit)
  }

  private sorted(): (readonly [string, Value])[] {
    return [...this.entries].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
  }

  private forget(): void {
    for (const [key, { count }] of this.sorted().slice(Math.ceil(this.most / 2))) {
      this.entries.delete(key)
      this.gone += count
    }
  }
}
