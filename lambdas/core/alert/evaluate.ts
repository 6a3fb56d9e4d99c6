/**
 * From what is counted and what has been told to what is to be told. Pure, and independent of the order in which tallies came:
 * records only ever add to a window, so a stretch above the threshold that is found with part of them is part of the truth.
 * Only that an incident is over can be wrong for want of a late record, which is what `grace` is for. Of a ratio and of silence
 * all can be wrong, so nothing is judged before the grace is over. docs/decisions/004.
 */
import { quantumOf } from '../tally/index.ts'
import { settle } from './account.ts'
import { type Episode, episodes } from './episode.ts'
import type { Circumstances, Decision, Evaluation } from './evaluation.ts'
import { onlyNew } from './first-seen.ts'
import { finalTime, type Incident } from './incident.ts'
import { isOver, judge } from './judge.ts'
import { silences, watched } from './silence.ts'
import { countStretches } from './thresholds/count.ts'
import { type Measure, measureOf } from './thresholds/measure.ts'
import { ratioStretches } from './thresholds/ratio.ts'
import type { Quanta } from './thresholds/stretch.ts'

/** How many notifications one evaluation decides at most; the rest follows in the next, so that the outbox stays small. */
export const mostDecisions = 6

type Given = Omit<Circumstances, 'latest'>

interface Judged {
  readonly incidents: Incident[]
  readonly decisions: Decision[]
  revisit: number
  more: boolean
}

/** Judges an episode, or leaves it for later. */
function consider(episode: Episode, laterTold: boolean, judged: Judged, circumstances: Circumstances): void {
  const { now, settings } = circumstances
  const { stretch, told } = episode
  if (told.at(-1)?.state !== 'firing' && stretch.until < now - settings.horizon) return
  const certain = isOver(stretch, circumstances)
  const ambiguous = judged.incidents.at(-1)?.state === 'firing' || (laterTold && !certain)
  const full = judged.decisions.length >= mostDecisions
  if (told.length === 0 && (ambiguous || full || episode.unsure)) {
    judged.revisit = Math.min(judged.revisit, stretch.from)
    judged.more ||= full && !ambiguous && !episode.unsure
    return
  }
  const { incident, decisions } = judge(episode, !laterTold, circumstances)
  judged.incidents.push(incident)
  judged.decisions.push(...decisions)
}

/** Up to when windows may be judged. */
function latestOf({ kind, within, patient }: Measure, { now, settings, watch }: Given): number {
  if (!patient) return now + settings.ahead
  if (kind === 'silence') return watch?.quiet ?? Number.NEGATIVE_INFINITY
  return finalTime(quantumOf(within), now, settings)
}

/** What is to be told of, in order of time. */
function found(measure: Measure, given: Circumstances): Episode[] {
  const { rule, evidence, state, latest } = given
  const { quanta } = evidence
  const { threshold } = rule
  const told = state?.incidents ?? []
  if ('silentFor' in threshold) return silences(threshold, given)
  if ('ratio' in threshold) {
    const earliest = evidence.complete + threshold.within
    return episodes(ratioStretches(quanta, threshold, { earliest, latest }), told, measure.resolveAfter)
  }
  const all = episodes(countStretches(quanta, measure.threshold, measure.within), told, measure.resolveAfter)
  return 'firstSeenWithin' in threshold ? onlyNew(all, threshold, given) : all
}

/** A share changes with whatever comes, and when what is in the window leaves it: it is judged again while there is any. */
function ratioRevisit(measure: Measure, quanta: Quanta, latest: number): number {
  if (measure.kind !== 'ratio') return Number.POSITIVE_INFINITY
  const next = quanta.find(([time]) => time > latest - measure.within)
  return next ? Math.max(latest + quantumOf(measure.within), next[0]) : Number.POSITIVE_INFINITY
}

/**
 * Decides what is to be told. An episode that is new is told at once, unless late records could still show that it is part of
 * the one before or after it: then it waits until that is certain, and `revisit` says from where to read again.
 */
export function evaluate(given: Given): Evaluation {
  const measure = measureOf(given.rule)
  const latest = latestOf(measure, given)
  const quanta = given.evidence.quanta.filter(([time]) => time <= latest)
  const circumstances = { ...given, latest, evidence: { ...given.evidence, quanta } }
  const all = found(measure, circumstances)
  const lastTold = all.findLastIndex(({ told }) => told.length > 0)
  const revisit = ratioRevisit(measure, given.evidence.quanta, latest)
  const judged: Judged = { incidents: [], decisions: [], revisit, more: false }
  all.forEach((episode, i) => {
    consider(episode, i < lastTold, judged, circumstances)
  })
  const last = judged.incidents.at(-1)
  const { incident, settled } =
    last?.state === 'firing' ? settle(last, circumstances) : { incident: last, settled: 0 }
  const watch = watched(given, judged.revisit)
  return {
    incidents: incident ? [...judged.incidents.slice(0, -1), incident] : [],
    decisions: judged.decisions,
    settled,
    more: judged.more,
    ...(Number.isFinite(judged.revisit) && !watch ? { revisit: judged.revisit } : {}),
    ...(watch ? { watch } : {}),
  }
}
