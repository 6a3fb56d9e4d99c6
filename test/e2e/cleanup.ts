/** What has to be undone whatever happens: the last begun is the first ended. */
export class Cleanup {
  readonly #tasks: (() => unknown)[] = []

  add(task: () => unknown): void {
    this.#tasks.push(task)
  }

  async run(): Promise<void> {
    for (let task = this.#tasks.pop(); task; task = this.#tasks.pop()) {
      try {
        await task()
      } catch (error) {
        console.log(`     cleaning up: ${(error as Error).message}`)
      }
    }
  }
}
