import type { Config } from '../../lambdas/core/config/index.ts'
import type { Redactor } from '../../lambdas/core/redact/index.ts'
import type { World } from '../command.ts'
import type { Input } from '../input/open.ts'
import { groupOf, serviceOf } from '../run/origin.ts'
import type { Explained } from './explained.ts'
import type { Place } from './view.ts'

/** What a run of `sluice explain` works with. */
export interface Explaining {
  readonly config: Config
  readonly redactor: Redactor
  readonly json: boolean
  readonly logGroup: string | undefined
  readonly world: World
}

/**
 * Gives records what their text does not say: a time and a service. As in `sluice run`, a record without a time of its own has
 * that of the record before it, or of the file.
 */
export class Placer {
  private readonly label: string
  private readonly service: string
  private readonly arrival: number
  private last: number | undefined

  constructor(input: Input, config: Config, logGroup: string | undefined, now: () => number) {
    this.label = input.label
    this.service = serviceOf(config)(logGroup ?? groupOf(input))
    this.arrival = Math.trunc(input.modified ?? now())
  }

  place({ parsed }: Explained): Place {
    const { label, service, last } = this
    const own = parsed?.log.timestamp
    this.last = own ?? last
    if (own !== undefined) return { label, service, time: own, timeOrigin: 'log' }
    if (last !== undefined) return { label, service, time: last, timeOrigin: 'line_before' }
    return { label, service, time: this.arrival, timeOrigin: 'arrival' }
  }
}
