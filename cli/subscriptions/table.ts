import { isMissing, type Standing } from '../../lambdas/core/subscribe/standing.ts'
import { plain } from '../terminal.ts'

function state(standing: Standing): string {
  const { verdict, subscribed } = standing
  if (verdict === 'own') return 'left out: a log group of a pipeline itself'
  if (verdict === 'unsupported') return 'NOT SUBSCRIBED: its class takes no subscription'
  if (verdict === 'account') return 'selected with the whole account'
  if (verdict === 'unselected') return subscribed ? 'not selected, still subscribed' : 'not selected'
  if (subscribed === undefined) return verdict === 'stack' ? 'selected, by its full name' : 'selected'
  return isMissing(standing) ? 'NOT SUBSCRIBED, though selected' : 'subscribed'
}

const filters = ({ others }: Standing): string =>
  others.length > 0 ? `; other filters: ${others.map(plain).join(', ')}` : ''

/** One line for a log group. */
export const line = (standing: Standing): string =>
  `${plain(standing.logGroup)}  ${state(standing)}${filters(standing)}\n`
