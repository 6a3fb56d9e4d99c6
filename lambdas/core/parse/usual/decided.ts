/**
 * Lines all of whose fields say what is known: WebAssembly reads them as a whole. What a level or a logger's name says is learned here, from
 * what the readers of `formats` take from it.
 */
import { ownText } from '../../own-text.ts'
import { type Page, roles, SAID_IN_PAIRS, type Span, saidAs, told } from '../../page/index.ts'
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
    this.drafts[this.page.learned.said(this.page.spanOf(nth), kind)] = draft
  }

  /** The line that was decided last, of the text of that number. */
  draftOf(text: number, format: string): Draft {
    const { page } = this
    const draft = newDraft('')
    draft.format = format
    if (page.told(told.hasTime) !== 0) draft.timestamp = page.time
    const level = page.told(told.level)
    if (level !== 0) {
      const { severityText, severityNumber } = this.drafts[level]!
      draft.severityText = severityText
      draft.severityNumber = severityNumber
    }
    const logger = page.told(told.logger)
    if (logger !== 0) draft.scope = this.drafts[logger]!.scope
    const service = page.told(told.service)
    if (service !== 0) draft.service = this.drafts[service]!.service
    const ids = this.takeIds(text, draft)
    draft.made = { attributes: page.attributes, body: page.body, bodyText: undefined, ids }
    return draft
  }

  /** Takes trace and span; returns where they stand as columns. */
  private takeIds(text: number, draft: Draft): Span | undefined {
    const { page } = this
    const trace = page.told(told.trace)
    const span = page.told(told.span)
    if (trace === 0 && span === 0) return undefined
    if (trace !== 0)
      draft.traceId = page.told(told.isXray) === 0 ? this.idAt(text, trace, 32) : this.xrayAt(text, trace)
    if (span !== 0) draft.spanId = this.idAt(text, span, 16)
    return { from: page.told(told.idsFrom), to: page.told(told.idsTo) }
  }

  private idAt(text: number, from: number, size: number): string {
    return this.page.sliceAt(text, from, from + size)
  }

  /** The two parts of `1-5759e988-bd862e3fe1be46a994272793`. */
  private xrayAt(text: number, from: number): string {
    return this.idAt(text, from + 2, 8) + this.idAt(text, from + 11, 24)
  }
}

function kindOf(name: string, role: Role): number {
  if (role === 'logger') return beside.has(name) ? saidAs.loggerBesideLevel : saidAs.logger
  return role === 'level' ? saidAs.level : saidAs.service
}
