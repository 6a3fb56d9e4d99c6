/** Puts what replaces them where the findings stand. */
import type { Actions } from './actions.ts'
import type { Found } from './found.ts'

/** So much is put together before it becomes one piece: what thousands of pieces are made of would outlive them. */
const PIECE = 16_384
/** Fewer findings are put together as they come. */
const MANY = 500

export function compose(text: string, found: readonly Found[], actions: Actions): string {
  let out = ''
  let piece = ''
  let from = 0
  for (const one of found) {
    piece += text.slice(from, one.start) + actions.replacement(one)
    from = one.end
    if (piece.length > PIECE && found.length > MANY) {
      out += inOnePiece(piece)
      piece = ''
    }
  }
  return out + piece + text.slice(from)
}

/** V8 makes one string of the pieces when a character is asked for. */
const inOnePiece = (pieces: string): string => (pieces.charCodeAt(0) >= 0 ? pieces : '')
