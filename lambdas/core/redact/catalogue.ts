/** Every detector, with what the catalogue page says about it (docs/redaction-catalogue.md is made from this). */
import type { DetectorInfo } from './detectors/catalogue.ts'
import { emailInfo } from './detectors/email.ts'
import { ibanInfo } from './detectors/iban.ts'
import { ipInfos } from './detectors/ip-address.ts'
import { jwtInfo } from './detectors/jwt.ts'
import { nationalIdInfo } from './detectors/national-id.ts'
import { passwordHashInfo } from './detectors/password-hash.ts'
import { paymentCardInfo } from './detectors/payment-card.ts'
import { phoneInfo } from './detectors/phone.ts'
import { privateKeyInfo } from './detectors/private-key.ts'
import { ssnInfo } from './detectors/social-security.ts'
import { vendorTokens } from './detectors/vendor-table.ts'
import { keyDetectors } from './keys.ts'

const carriers: readonly DetectorInfo[] = [
  {
    name: 'bearer_token',
    what: 'The token after `Bearer`, with or without a header name',
    example: 'Authorization: Bearer mF_9.B5f-4.1JqM',
    source: 'https://www.rfc-editor.org/rfc/rfc6750#section-2.1',
  },
  {
    name: 'basic_auth',
    what: 'The base64 after `Basic`, and `user:password` after curl’s `-u`',
    example: 'Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
    source: 'https://www.rfc-editor.org/rfc/rfc7617',
    check: 'without a header name, it must decode to `user:password`',
  },
  {
    name: 'url_password',
    what: 'Passwords in addresses and connection strings; user and host stay',
    example: 'postgres://app:s3cr3t-pw@db.internal:5432/shop',
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  },
  {
    name: 'unprocessable',
    what: 'Text below more than eight layers of encoding, and records that could not be finished',
    example: '(a whole string)',
    source: 'docs/redaction.md',
  },
]

export const detectors: readonly DetectorInfo[] = [
  emailInfo,
  paymentCardInfo,
  ibanInfo,
  ssnInfo,
  phoneInfo,
  nationalIdInfo,
  ...ipInfos,
  jwtInfo,
  privateKeyInfo,
  passwordHashInfo,
  ...carriers,
]

/** The catalogue page, in Markdown. */
export function catalogueOf(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '⏎')
  const byForm = detectors.map(
    ({ name, what, example, source, check }) =>
      `| \`${name}\` | ${cell(what)} | \`${cell(example)}\` | ${cell(check ?? '')} | ${source} |`,
  )
  const byKey = Object.entries(keyDetectors).map(([name, what]) => `| \`${name}\` | ${cell(what)} |`)
  const vendors = vendorTokens.map(
    ({ name, vendor, shapes, source }) =>
      `| \`${name}\` | ${vendor} | ${shapes.map((shape) => `\`${cell(shape)}\``).join(' ')} | ${source} |`,
  )
  return [
    '# What is redacted',
    '',
    'Made from the detectors by `node bench/catalogue.ts`; a test compares. Every detector is on with the action `mask`;',
    '`redact.detectors` of the configuration changes it by name. How it works: [redaction.md](redaction.md).',
    '',
    '## By their own form',
    '',
    '| detector | what | example | how look-alikes are told apart | source |',
    '|---|---|---|---|---|',
    ...byForm,
    '',
    '## By the name of their key',
    '',
    'Names are read word by word, in some 35 languages; the words are in `lambdas/core/redact/vocabulary.ts`.',
    '',
    '| detector | what |',
    '|---|---|',
    ...byKey,
    '',
    `## Tokens of vendors (${vendorTokens.length})`,
    '',
    'Shapes: `<an:36>` is 36 letters or digits, `<hex:32-40>` 32 to 40 hex digits, `<b64u:20->` 20 or more of base64url.',
    '',
    '| detector | issued by | shapes | source |',
    '|---|---|---|---|',
    ...vendors,
    '',
  ].join('\n')
}

/** Names that `redact.detectors` of the configuration may hold, and that counts are kept by. */
export const detectorNames: readonly string[] = [
  ...new Set([
    ...detectors.map(({ name }) => name),
    ...Object.keys(keyDetectors),
    ...vendorTokens.map(({ name }) => name),
  ]),
]
