/** One value per detector, made so that no scanner of this repository takes it for a live one. */
import { passwordHashShapes } from '../../../../../lambdas/core/redact/detectors/password-hash.ts'
import { matchShape, readShape, type Shape } from '../../../../../lambdas/core/redact/detectors/shape.ts'
import { vendorTokens } from '../../../../../lambdas/core/redact/detectors/vendor-table.ts'

export interface Sample {
  readonly detector: string
  readonly value: string
  /** The part that must not survive. */
  readonly secret: string
}

const filler = 'q7Zk2Xw9Rb4Tn6Vy8Lp3Md5Hc1Jf0GsAeUoIiDtBxKzNrWvPmQ'

/** Makes a value of the shape: in each part, characters of its alphabet, taken from a fixed text. */
export function sampleOf(shape: Shape): string {
  let value = ''
  let at = 0
  for (const part of shape) {
    if (part.literal !== '') {
      value += part.literal
      continue
    }
    const length = Math.max(part.min, Math.min(part.max, part.min === 0 ? 12 : part.min))
    for (let made = 0; made < length; at++) {
      const char = [
        filler[at % filler.length]!,
        filler[at % filler.length]!.toLowerCase(),
        filler[at % filler.length]!.toUpperCase(),
      ].find((candidate) => part.table[candidate.charCodeAt(0)] === 1)
      if (char === undefined) continue
      value += char
      made++
    }
  }
  return value
}

const vendorSamples: Sample[] = [
  ...vendorTokens,
  { name: 'password_hash', shapes: passwordHashShapes },
].flatMap(({ name, shapes }) =>
  shapes.map((text) => {
    const shape = readShape(text)
    const value = sampleOf(shape)
    if (matchShape(shape, value, 0) !== value.length)
      throw new Error(`sample of ${text} does not match itself`)
    return { detector: name, value, secret: value.slice(-8) }
  }),
)

const jwt = `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${'eyJzdWIiOiJhbmEifQ'}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`
const pem = `-----BEGIN ${'RSA PRIVATE'} KEY-----\nMIIEpAIBAAKCAQEAq7Zk2Xw9Rb4Tn6Vy8Lp3Md5\nHc1Jf0GsAeUoIiDtBxKzNrWvPmQq7Zk2Xw9Rb4\n-----END ${'RSA PRIVATE'} KEY-----`

/** Known by their own form. */
export const formSamples: readonly Sample[] = [
  { detector: 'email', value: 'ana.silva@example.com', secret: 'ana.silva' },
  { detector: 'email', value: 'jürgen.groß@exämple.de', secret: 'jürgen.groß' },
  { detector: 'payment_card', value: '4111111111111111', secret: '4111111111111111' },
  { detector: 'payment_card', value: '5500-0055-5555-5559', secret: '5500-0055-5555-5559' },
  { detector: 'payment_card', value: '3782 822463 10005', secret: '3782 822463 10005' },
  { detector: 'iban', value: 'DE89370400440532013000', secret: '370400440532013000' },
  { detector: 'iban', value: 'GB29 NWBK 6016 1331 9268 19', secret: '6016 1331 9268' },
  { detector: 'us_ssn', value: '536-22-8726', secret: '536-22-8726' },
  { detector: 'phone', value: '+44 20 7946 0018', secret: '7946 0018' },
  { detector: 'phone', value: '+14155550112', secret: '4155550112' },
  { detector: 'phone', value: '415-555-0132', secret: '555-0132' },
  { detector: 'ipv4', value: '203.0.113.77', secret: '203.0.113.77' },
  { detector: 'ipv6', value: '2001:db8:85a3::8a2e:370:7334', secret: '85a3::8a2e:370' },
  { detector: 'jwt', value: jwt, secret: 'c2lnbmF0dXJl' },
  { detector: 'private_key', value: pem, secret: 'MIIEpAIBAAKCAQEA' },
  { detector: 'national_id', value: '529.982.247-25', secret: '529.982.247-25' },
  { detector: 'national_id', value: 'RSSMRA85T10A562S', secret: 'RSSMRA85T10A562S' },
  { detector: 'url_password', value: 'postgres://app:s3cr3tPw@db.internal:5432/shop', secret: 's3cr3tPw' },
  { detector: 'bearer_token', value: `Bearer ${'mF9B5f41JqMq7Zk2Xw9Rb4'}`, secret: 'mF9B5f41JqMq7Zk2Xw9Rb4' },
  { detector: 'basic_auth', value: `Basic ${'YW5hOnMzY3IzdFB3'}`, secret: 'YW5hOnMzY3IzdFB3' },
  ...vendorSamples,
]
