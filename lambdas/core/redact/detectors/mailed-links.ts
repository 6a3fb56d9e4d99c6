/** Tokens in the path of links that are mailed to people: `/password/reset/4b04d0…`, `/verify/…`. Only long ones of hex digits. */
const words =
  'reset reset-password password-reset verify verification activate activation confirm confirmation invite invitation magic magic-link recover unsubscribe'

/** As the shapes of tokens are written (see shape.ts); the token is what stands after the slash. */
export const linkShapes: readonly string[] = words.split(' ').map((word) => `${word}/<hex:32->`)
