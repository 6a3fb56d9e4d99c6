import { describe, expect, it } from 'vitest'
import { isIdentifier, isWords } from '../../../../lambdas/core/redact/identifiers.ts'
import { redact } from './support/redactors.ts'

describe('names that somebody gave', () => {
  it.each(
    'getConnection auth_header ParseResults b64encode list utf8 HTTPClient JWTService _private_key MAX_SIZE strlen'.split(
      ' ',
    ),
  )('%s is one', (name) => expect(isIdentifier(name)).toBe(true))

  it.each('tZSppBGipr opxPxTuSPLp yyiNgDusRyac ISROb1a2T qe7xkmrT OfUVTEbiIVRP vsfrdhdkJCefg'.split(' '))(
    '%s is none',
    (name) => expect(isIdentifier(name)).toBe(false),
  )

  it.each('Comment Name.Builtin ParseResults ExpiredSignature'.split(' '))('%s is made of words', (text) =>
    expect(isWords(text)).toBe(true),
  )

  it.each('yyiNgDusRyac TLAspLxi.HmORLclFbSDj XqbTaXev'.split(' '))('%s is not', (text) =>
    expect(isWords(text)).toBe(false),
  )
})

describe('what looks like code by chance is a secret', () => {
  it.each([
    'password=Rm9JmLtUGVr[s[ user=bob',
    'password=CQtL(57CndMZ2Z user=bob',
    'API_KEY=OfUVTEbiIVRP',
    'x-api-key: UaLRUxefNcow',
    'token=TLAspLxi.HmORLclFbSDj',
    'DB_PASSWORD=dbPassword',
    'password: x/y/z',
    'password=token user=bob',
  ])('%s', (text) => expect(redact(text)).toContain('[REDACTED'))
})
