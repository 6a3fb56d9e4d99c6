/**
 * Lines with a known head: what stands between time and message has come before, but for the numbers of processes in it, and was read by
 * the readers of `formats`. Nothing else of the line changes what they say, where the message begins with no part of a head and holds
 * nothing they look for: `page/assembly/messages.ts` says when.
 */
import type { Page } from '../../page/index.ts'
import { type Draft, type MutableAttributes, newDraft } from '../draft.ts'
import { kept, type Meaning } from './kept-head.ts'

/** Reads a text: what comes again and again is read by this first. */
type Read = (text: string) => Draft
/** Reads what is in a message behind a head that has been read. */
export type ReadRest = (text: string, draft: Draft) => Draft

/** From this severity on the message is asked for. */
const ERROR = 17
/** Beside the number of a head: the message needs escapes, or has several lines. */
const TEXT = 65_536
const LINES = 131_072
/** What keeping a head costs, in heads that are found; so many may be kept before. */
const price = 20
const begins = 1_000
/** Of one batch of texts: the readers are slow in a process that has just begun, and are asked several times for each. */
const mostOfBatch = 6

export class KnownHeads {
  private readonly page: Page
  private meanings: Meaning[] = []
  private isFull = false
  private credit = begins * price
  private left = mostOfBatch

  constructor(page: Page) {
    this.page = page
  }

  /** Makes room, before other texts are loaded, when there is none. */
  tidy(): void {
    this.left = mostOfBatch
    if (!this.isFull) return
    this.page.engine.forgetHeads()
    this.meanings = []
    this.isFull = false
  }

  /**
   * The nth text as a draft; undefined when its head is not known. Of a message with several lines `readRest` reads what it reads of any.
   */
  read(nth: number, readRest: ReadRest): Draft | undefined {
    const { page } = this
    const found = page.readHead(nth)
    if (found === 0) return undefined
    this.credit++
    const { severityText, severityNumber, scope, format } = this.meanings[(found & (TEXT - 1)) - 1]!
    const draft = newDraft('')
    const { time, body, attributes } = page
    if (!Number.isNaN(time)) draft.timestamp = time
    draft.severityText = severityText
    draft.severityNumber = severityNumber
    draft.scope = scope
    draft.format = format
    if (found >= LINES) {
      draft.attributes = JSON.parse(page.textAt(attributes.from, attributes.to)) as MutableAttributes
      draft.body = page.sliceAt(nth, body.from, body.to)
      return readRest(page.textOf(nth), draft)
    }
    const isText = found >= TEXT
    const bodyText = isText || severityNumber >= ERROR ? page.sliceAt(nth, body.from, body.to) : undefined
    draft.made = { attributes, body: isText ? undefined : body, bodyText, ids: undefined }
    return draft
  }

  /** Keeps what the head of the nth text says, as this draft has it, if it may be found again. */
  learn(nth: number, text: string, draft: Draft, read: Read): void {
    if (this.left === 0 || this.isFull || this.credit < price) return
    const end = text.indexOf('\n')
    const line = end < 0 ? text : text.slice(0, end)
    if (!isKept(line, draft)) return
    const message = line.length - draft.body.length
    const asked = this.page.askHead(nth, message)
    if (asked === undefined) return
    this.credit -= price
    this.left--
    const { time } = this.page
    const own = end < 0 ? draft : read(line)
    const head = isKept(line, own) ? kept(line, message, asked, time, own, read) : undefined
    if (head === undefined) {
      this.page.engine.refuseHead()
      return
    }
    const number = this.page.keepHead(head.attributes, head.flags)
    if (number < 0) this.isFull = true
    else this.meanings[number] = head
  }
}

/** The message is the end of the line, and the head is syslog's where the line begins with a month. */
function isKept(line: string, draft: Draft): boolean {
  const isMonth = line.charCodeAt(0) >= 65 && line.charCodeAt(0) <= 90
  const isOfFormat = isMonth
    ? draft.format === 'syslog' && draft.severityNumber === 0
    : draft.format === 'text'
  return isOfFormat && line.endsWith(draft.body)
}
