/** What a stack trace says: its exceptions, and the frames of each. */
import { functionName, moduleName } from '../frame-name.ts'
import { feed, newHash } from '../hash.ts'

/** A frame: module and function as the trace has them, and the hash of what stays the same from build to build. */
export interface Frame {
  readonly module: string
  readonly name: string
  readonly inApp: boolean
  readonly hash: number
}

/** One exception of a chain. */
export interface Link {
  readonly type: string
  readonly frames: readonly Frame[]
}

/** The exceptions of a trace, in the order of the text. */
export interface Trace {
  readonly links: readonly Link[]
  /** The frame next to the raise is the last. */
  readonly innermostLast: boolean
}

export const newFrame = (module: string, name: string, inApp: boolean): Frame => {
  const hash = newHash()
  feed(hash, moduleName(module))
  feed(hash, '\t')
  feed(hash, functionName(name))
  return { module, name, inApp, hash: hash.a ^ hash.b }
}

/** Is told frames and types in the order of the text. */
export class TraceMaker {
  readonly links: Link[] = []
  private frames: Frame[] = []

  /** @param frame - null: there is none after all. */
  frame(frame: Frame | null): void {
    if (frame !== null) this.frames.push(frame)
  }

  /** The type of one exception of a chain; the frames told before belong to it. */
  type(type: string): void {
    this.links.push({ type, frames: this.frames })
    this.frames = []
  }
}
