import { setImmediate } from 'node:timers/promises'
import type { Random } from './random.ts'

/** How likely each statement that reaches a store or a topic is to go wrong, before or after its effect. */
export interface Faults {
  readonly crash: number
  readonly throttle: number
}

export class Throttled extends Error {
  override readonly name = 'ThrottlingException'
}

/** A function's life: it can die between any two statements, and then nothing of it happens any more. */
export interface Life {
  readonly died: Promise<'died'>
  die(): Promise<never>
}

export function aLife(): Life {
  let report: (outcome: 'died') => void = () => undefined
  const died = new Promise<'died'>((resolve) => {
    report = resolve
  })
  return {
    died,
    die() {
      report('died')
      return new Promise<never>(() => undefined)
    },
  }
}

/** Lets the statements of functions that run at the same time happen in an order that the seed decides. */
export class Interleaver {
  readonly #random: Random
  readonly #waiting: (() => void)[] = []
  #arrived: () => void = () => undefined

  constructor(random: Random) {
    this.#random = random
  }

  /** Waits for its turn. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#arrived()
    })
  }

  /** Runs functions to their end or death; an error that they did not foresee is the test's. */
  async run(tasks: readonly Promise<unknown>[]): Promise<void> {
    let running = true
    const finished = Promise.allSettled(tasks).then(() => {
      running = false
    })
    while (running) {
      const arrival = new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
      await setImmediate()
      if (this.#waiting.length === 0) await Promise.race([arrival, finished])
      if (this.#waiting.length > 0) this.#waiting.splice(this.#random.below(this.#waiting.length), 1)[0]!()
    }
    await Promise.all(tasks)
  }
}

/** A port whose every call waits for its turn and may die or be throttled before or after it. */
export function chaotic<Port extends object>(
  port: Port,
  turns: Interleaver,
  random: Random,
  faults: Faults,
  life: Life,
): Port {
  const mayFail = async (): Promise<void> => {
    await turns.turn()
    if (random.chance(faults.crash)) await life.die()
    if (random.chance(faults.throttle)) throw new Throttled('too many requests')
  }
  return new Proxy(port, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as unknown
      if (typeof method !== 'function') return method
      return async (...parameters: unknown[]) => {
        await mayFail()
        const result: unknown = await Reflect.apply(method, target, parameters)
        await mayFail()
        return result
      }
    },
  })
}
