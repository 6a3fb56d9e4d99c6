/**
 * Texts on the page, of which lines of the usual formats are read without being taken apart: docs/decisions/016-one-memory.md. What
 * their fields say is taken as the readers of `formats` take it; whatever is unusual is left to these.
 */
import { type Lying, type Page, thePage } from '../../page/index.ts'
import type { Draft } from '../draft.ts'
import type { ReadText } from '../formats/json.ts'
import { fieldNames, type Role, roleOf } from '../formats/json-fields.ts'
import { levelWords } from '../severity.ts'
import { readUsualAccess } from './access.ts'
import { roleCode, Said } from './decided.ts'
import { KnownHeads, type ReadRest } from './head.ts'
import { readUsualLogfmt } from './logfmt.ts'
import { readUsualObject } from './object.ts'

/** Names by which `unwrap` of the JSON formats knows an envelope, and the one from which a missing message is made. */
const otherNames = ['type', 'record', 'container_id', 'ecs_task_arn', 'ctx', 'request']

/** What a name says. */
export interface Field {
  readonly name: string
  readonly role: Role | undefined
}

/** Where one of these stands, there may be a time. */
const nameWords = 'jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun'.split(' ')

const PLAIN = 1
const FIRST_CODE = 2
const fields: readonly Field[] = [...fieldNames, ...otherNames].map((name) => ({
  name,
  role: roleOf(name),
}))
const codes = new Map(fields.map(({ name }, i) => [name, FIRST_CODE + i]))

/** One batch of texts at a time: those before are forgotten. */
export class Texts {
  readonly page: Page = thePage()
  readonly said = new Said(this.page)
  private readonly heads = new KnownHeads(this.page)

  constructor() {
    fields.forEach(({ name, role }, i) => {
      this.page.learned.role(FIRST_CODE + i, roleCode(name, role))
    })
    for (const word of [...levelWords, ...nameWords]) this.page.learned.level(word)
  }

  load(texts: readonly (string | undefined)[], lying?: Lying): void {
    this.heads.tidy()
    this.page.load(texts, lying)
  }

  /** The nth text as a draft whose attributes stand on the page; undefined when it is not of a usual format. */
  read(nth: number, readText: ReadText | undefined, readRest: ReadRest): Draft | undefined {
    if (!this.page.has(nth)) return undefined
    const first = this.page.firstOf(nth)
    if (first === 123) return readUsualObject(this, nth, readText)
    if (first >= 97 && first <= 122) return readUsualLogfmt(this, nth)
    if (!beginsTimed(first)) return undefined
    return (
      this.heads.read(nth, readRest) ??
      (first < 65 || first === 91 ? readUsualAccess(this.page, nth) : undefined)
    )
  }

  /** Remembers what the head of the nth text says, which `read` did not know. */
  learnHead(nth: number, draft: Draft, read: ReadText): Draft {
    if (draft.made === undefined && this.page.has(nth) && beginsTimed(this.page.firstOf(nth)))
      this.heads.learn(nth, this.page.textOf(nth), draft, read)
    return draft
  }

  /** The nth name of those that were listed; undefined when it says nothing. */
  fieldOf(nth: number): Field | undefined {
    const code = this.page.codeOf(nth) || this.learn(this.page.nameOf(nth))
    return code === PLAIN ? undefined : fields[code - FIRST_CODE]
  }

  private learn(name: string): number {
    const code = codes.get(name) ?? PLAIN
    this.page.learned.name(name, code)
    return code
  }
}

/** A digit, a bracket or the name of a month. */
const beginsTimed = (first: number): boolean =>
  (first >= 48 && first <= 57) || first === 91 || (first >= 65 && first <= 90)

let made: Texts | undefined

/** The texts that all share. */
export function theTexts(): Texts {
  made ??= new Texts()
  return made
}
