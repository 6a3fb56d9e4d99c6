/** Words of sentences: what follows `password:` and is none. */
import { isStatus } from './status-words.ts'
import { COLON, DASH, DOT, LETTER, POINT, traitsOf, UPPER, WIDE } from './traits.ts'

/** First words of sentences that go on after `password:` or `token:`. */
const proseWords = new Set(
  `is are was were has have had must should can could cannot may might will would not no the a an this that for of in on to from with
  by at as and or but if when while because invalid incorrect wrong expired expires expiring missing required reset changed change updated
  update created rotated rotation rotating revoked refresh refreshed refreshing generated validation verification verified verify
  authentication authenticated mismatch failed failure success successful successfully error ok does do did authorization auth been be accepted denied
  rejected sent stored saved loaded found received issued valid validated checking check using used supplied provided entered enter
  please get your you user username account login too only at-least creating creation created destroying destroyed modifying refreshed still complete completed we i they he she cache manager service hash hashing field column parameter policy
  via instead like than require requires configuration directive setting property variable option flag flags env
  never unchanged unknown empty unset set not-set unauthorized forbidden unsupported malformed bad request it all any new old same
  format length strength longer shorter least characters include omit same-origin either output input unless given doesn't don't can't won't isn't aren't hasn't didn't shouldn't mustn't changes resets respectively expected command commands switch switches argument arguments disabled enabled allowed forbidden needed which whose where
  eof timeout context rpc see contact ask try about synced there keep leave both each also without before after since until prompt force based external options parameters settings`.split(
    /\s+/,
  ),
)

export const isProse = (word: string): boolean =>
  word.length < 24 &&
  (traitsOf(word) & ~IN_PROSE) === 0 &&
  (proseWords.has(plainWord(word)) || isStatus(plainWord(word)))

const IN_PROSE: number = LETTER | DASH | DOT | COLON | POINT | WIDE

/** In lower case, without what ends a sentence. */
const plainWord = (word: string): string =>
  ((traitsOf(word) & (UPPER | WIDE)) === 0 ? word : word.toLowerCase()).slice(0, pointsAt(word))

/** All the points at the end; what is not ASCII may become shorter or longer in lower case, but not what stands behind it. */
function pointsAt(word: string): number | undefined {
  let end = word.length
  while (end > 0 && '.,;:!?'.includes(word[end - 1]!)) end--
  return end < word.length ? end - word.length : undefined
}
