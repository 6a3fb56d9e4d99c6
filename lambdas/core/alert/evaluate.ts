/**
 * From what is counted and what has been told to what is to be told. Pure, and independent of the order in which tallies came:
 * records only ever add to a window, so a stretch above the threshold that is found with part of them is part of the truth.
 * Only that an incident is over can be wrong for want of a late record, which is what `grace` is for. docs/decisions/004.
 */
import { settle } from './account.ts'
import { type Circumstances, type Episode, episodes } from './episode.ts'
import type { Incident } from './incident.ts'
import { type Decision, judge } from './judge.ts'
import { countStretches } from './thresholds/count.ts'

/** What an evaluation comes to. */
export interface Evaluation {
  readonly incidents: readonly Incident[]
  readonly decisions: readonly Decision[]
  readonly settled: number
  /** There is more to decide at once: evaluate again after this is stored. */
  readonly more: boolean
  readonly revisit?: number
}

/** How many notifications one evaluation decides at most; the rest follows in the next, so that the outbox stays small. */
export const mostDecisions = 6

interface Judged {
  readonly incidents: Incident[]
  readonly decisions: Decision[]
  revisit: number
  more: boolean
}

/** Judges an episode, or leaves it for later. */
function consider(episode: Episode, laterTold: boolean, judged: Judged, circumstances: Circumstances): void {
  const { rule, now, settings } = circumstances
  const { stretch, told } = episode
  if (told.at(-1)?.state !== 'firing' && stretch.until < now - settings.horizon) return
  const certain = now >= stretch.until + rule.resolveAfter + settings.grace
  const ambiguous = judged.incidents.at(-1)?.state === 'firing' || (laterTold && !certain)
  const full = judged.decisions.length >= mostDecisions
  if (told.length === 0 && (ambiguous || full)) {
    judged.revisit = Math.min(judged.revisit, stretch.from)
    judged.more ||= full && !ambiguous
    return
  }
  const { incident, decisions } = judge(episode, !laterTold, circumstances)
  judged.incidents.push(incident)
  judged.decisions.push(...decisions)
}

/**
 * Decides what is to be told. An episode that is new is told at once, unless late records could still show that it is part of
 * the one before or after it: then it waits until that is certain, and `revisit` says from where to read again.
 */
export function evaluate(given: Circumstances): Evaluation {
  const { rule, state, now, settings } = given
  const quanta = given.evidence.quanta.filter(([time]) => time <= now + settings.ahead)
  const circumstances = { ...given, evidence: { ...given.evidence, quanta } }
  const found = countStretches(quanta, rule.threshold.count, rule.threshold.within)
  const all = episodes(found, state?.incidents ?? [], rule.resolveAfter)
  const lastTold = all.findLastIndex(({ told }) => told.length > 0)
  const judged: Judged = { incidents: [], decisions: [], revisit: Number.POSITIVE_INFINITY, more: false }
  all.forEach((episode, i) => {
    consider(episode, i < lastTold, judged, circumstances)
  })
  const last = judged.incidents.at(-1)
  const { incident, settled } =
    last?.state === 'firing' ? settle(last, circumstances) : { incident: last, settled: 0 }
  return {
    incidents: incident ? [...judged.incidents.slice(0, -1), incident] : [],
    decisions: judged.decisions,
    settled,
    more: judged.more,
    ...(Number.isFinite(judged.revisit) ? { revisit: judged.revisit } : {}),
  }
}
