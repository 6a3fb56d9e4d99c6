/** Lines that are nothing but pairs, at least two, one of them a level, time or message. */
import { type Draft, newDraft } from '../draft.ts'
import { takeRole } from '../formats/logfmt.ts'
import type { Texts } from './texts.ts'

export const readUsualLogfmt = (texts: Texts, nth: number): Draft | undefined => {
  const { page } = texts
  const listed = page.readPairs(nth)
  if (listed < 1) return undefined
  if (page.engine.decidePairs(listed) !== 0) return texts.said.draftOf(nth, 'logfmt')
  const draft = newDraft('')
  let body = -1
  let taken = 0
  let isStandard = false
  for (let n = 0; n < listed; n++) {
    const role = texts.fieldOf(n)?.role
    if (role === 'time' && draft.timestamp === undefined && page.readTimeOf(n, false))
      draft.timestamp = page.time
    else if (role === undefined || !takeRole(role, page.valueOf(n, nth), draft)) continue
    taken |= 1 << n
    if (page.isUnknown(n)) texts.said.learnPair(n, role, page.valueOf(n, nth))
    if (role === 'message') body = n
    isStandard ||= role === 'level' || role === 'message' || role === 'time'
  }
  if (!isStandard || draft.body === '') return undefined
  const span = page.spanOf(body)
  page.engine.makePairs(taken)
  draft.format = 'logfmt'
  draft.made = { attributes: page.attributes, body: span, bodyText: draft.body, ids: undefined }
  return draft
}
