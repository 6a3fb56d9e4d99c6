/**
 * Lines all of whose fields say what is known: WebAssembly reads them as a whole. What a level or a logger's name says is learned here, from
 * what the readers of `formats` take from it.
 */
import { ownText } from '../../own-text.ts'
import { type Page, roles, SAID_IN_PAIRS, saidAs } from '../../page/index.ts'
import type { Json } from '../../records.ts'
import { type Draft, newDraft } from '../draft.ts'
import { takeField } from '../formats/json.ts'
import type { Role } from '../formats/json-fields.ts'
import { takeRole } from '../formats/logfmt.ts'

/** Names that are a logger's beside a level only. */
const beside = new Set(['name', 'category', 'channel'])
const levels = new Set(['level', 'levelname'])

/** What WebAssembly is to take a field of this name for. */
export function roleCode(name: string, role: Role | undefined): number {
  switch (role) {
    case 'level':
      return levels.has(name) ? roles.namedLevel : roles.level
    case 'logger':
      return beside.has(name) ? roles.loggerBesideLevel : roles.logger
    case 'time':
    case 'service':
    case 'message':
    case 'trace':
    case 'span':
      return roles[role]
    default:
      return name === 'type' ? roles.type : name === 'request' ? roles.request : 0
  }
}

/** What the fields say that are told by a number. */
export class Said {
  private readonly page: Page
  private readonly drafts: Draft[] = []

  constructor(page: Page) {
    this.page = page
  }

  /** Learns what the nth listed member says, which was taken for its role. */
  learnMember(nth: number, name: string, role: Role, value: Json): void {
    const draft = newDraft('')
    if (takeField(role, name, value, true, draft)) this.learn(nth, kindOf(name, role), draft)
  }

  /** As `learnMember`, of a pair. */
  learnPair(nth: number, role: Role, value: string): void {
    const draft = newDraft('')
    if (takeRole(role, value, draft)) this.learn(nth, kindOf('', role) + SAID_IN_PAIRS, draft)
  }

  private learn(nth: number, kind: number, draft: Draft): void {
    draft.severityText = ownText(draft.severityText)
    draft.scope = draft.scope && ownText(draft.scope)
    draft.service = draft.service && ownText(draft.service)
    this.drafts[this.page.learnSaid(nth, kind)] = draft
  }

  /** The line that was decided last, of the text of that number. */
  draftOf(text: number, format: string): Draft {
    const { page } = this
    const draft = newDraft('')
    draft.format = format
    if (page.decided(0) !== 0) draft.timestamp = page.time
    const level = page.decided(1)
    const logger = page.decided(2)
    const service = page.decided(3)
    const trace = page.decided(4)
    const span = page.decided(5)
    if (level !== 0) {
      const { severityText, severityNumber } = this.drafts[level]!
      draft.severityText = severityText
      draft.severityNumber = severityNumber
    }
    if (logger !== 0) draft.scope = this.drafts[logger]!.scope
    if (service !== 0) draft.service = this.drafts[service]!.service
    if (trace !== 0)
      draft.traceId =
        page.decided(8) === 0
          ? page.sliceAt(text, trace, trace + 32)
          : page.sliceAt(text, trace + 2, trace + 10) + page.sliceAt(text, trace + 11, trace + 35)
    if (span !== 0) draft.spanId = page.sliceAt(text, span, span + 16)
    const ids = trace === 0 && span === 0 ? undefined : { from: page.decided(6), to: page.decided(7) }
    draft.made = { attributes: page.attributes, body: page.body, bodyText: undefined, ids }
    return draft
  }
}

function kindOf(name: string, role: Role): number {
  if (role === 'logger') return beside.has(name) ? saidAs.loggerBesideLevel : saidAs.logger
  return role === 'level' ? saidAs.level : saidAs.service
}
