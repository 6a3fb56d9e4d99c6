/** Access lines as Apache, nginx and gunicorn write them. */
import type { Page } from '../../page/index.ts'
import { type Draft, newDraft } from '../draft.ts'

export const readUsualAccess = (page: Page, nth: number): Draft | undefined => {
  if (!page.readAccess(nth)) return undefined
  const draft = newDraft('')
  draft.timestamp = page.time
  draft.format = 'access-log'
  draft.made = { attributes: page.attributes, body: page.body, bodyText: undefined, ids: undefined }
  return draft
}
