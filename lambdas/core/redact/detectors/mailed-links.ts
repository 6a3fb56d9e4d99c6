/** Tokens in the path of links that are mailed to people: `/password/reset/4b04d0…`, `/verify/…`. Only long ones of hex digits, or what looks generated. */
const words =
  'reset reset-password password-reset verify verification activate activation confirm confirmation invite invitation join accept-invite accept-invitation set-password confirm-email verify-email magic magic-link recover unsubscribe'

/** As the shapes of tokens are written (see shape.ts); the token is what stands after the slash. */
export const linkShapes: readonly string[] = words
  .split(' ')
  .flatMap((word) => [`${word}/<hex:32->`, `${word}/<b64u:24->`])
  .concat('reset/<b64u:1-24>/<lan:3-7>-<hex:32->')
