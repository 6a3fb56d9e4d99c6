import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

/** What stands between ⟦ and ⟧ must go, and nothing else. */
const check = (marked: string): void => {
  const out = redact(marked.replace(/[⟦⟧]/g, ''))
  for (const [, secret] of marked.matchAll(/⟦(.*?)⟧/g)) expect(out).not.toContain(secret)
  expect(out.replace(/\[REDACTED[^\]]*\]/g, '⟦⟧')).toBe(marked.replace(/⟦.*?⟧/g, '⟦⟧'))
  expect(redact(out)).toBe(out)
}
const same = (text: string): void => expect(redact(text)).toBe(text)

const part = `${'kX9f2Lq7'.repeat(5)}Qw==`
const modulus = `${'pB3vT8sN'.repeat(5)}Zg==`

describe('formats that name their fields in ways of their own', () => {
  it.each([
    'a:2:{s:4:"role";s:5:"admin";s:7:"db_pass";s:10:"⟦vuQ7mLw2Xe⟧";}',
    '{"msg":"options a:1:{s:8:\\"password\\";s:10:\\"⟦vuQ7mLw2Xe⟧\\";}"}',
    'scanned WIFI:T:WPA;S:guests;P:⟦gh7Yt2pQ⟧;;',
    '8=FIX.4.2|9=88|35=A|553=desk|554=⟦gh7Yt2pQ⟧|925=⟦Zr5Kw8nB⟧|10=003|',
    `<RSAKeyValue><Modulus>${modulus}</Modulus><Exponent>AQAB</Exponent><P>⟦${part}⟧</P><D>⟦${part}⟧</D></RSAKeyValue>`,
    '| user     | ana |\n| password | ⟦gh7Yt2pQ⟧ |\n',
    '+-------+\n| api_token | ⟦8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e⟧ |\n+-------+',
    'http -a ana:⟦gh7Yt2pQ⟧ POST https://example.com/x',
    '[{<<"user">>,<<"ana">>},{<<"password">>,<<"⟦gh7Yt2pQ⟧">>}]',
    '{"sessionid":["⟦0knbdrgj4i8gg4rmlnktn3fi03pgalir⟧"],"page":["2"]}',
    '{:sessionid "⟦wzu1kfogbzn3ctkkgrcy5v745lofku7g⟧"}',
    'map[ssn:[⟦536228726⟧] page:[2]]',
    'full_name: “⟦Ann Moore⟧” saved',
    '{:ssn "⟦536228726⟧" :n 1}',
    'ssh-keygen -t rsa -N "⟦three small words⟧" -f key',
    'iban=⟦FR76+3000+6000+0112+3456+7890+189⟧&b=2',
    '주민등록번호: ⟦900101-1234567⟧ 확인',
  ])('%s', check)

  it.each([
    'a:1:{s:12:"password_min";i:8;s:4:"name";s:3:"ana";}',
    'WIFI: T:1; P:connected;',
    'FIX the 554=build of 8=x',
    `<RSAKeyValue><Modulus>${modulus}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>`,
    '| column | type |\n| password | sha256 |',
    '| password | varchar(255) |',
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0',
    'got http -a as an option: x',
    '[{<<"user">>,<<"ana">>},{<<"password_policy">>,<<"strict">>}]',
    '{"session":["opened","closed"],"sessionid":[]}',
    '주문번호: 900101-1234567 확인',
    'map[ssn:[missing] name:[x]]',
    'full_name: “required”',
    '[{<<"user">>,<<"ana">>},{<<"password_policy">>,<<"strict">>}]',
    '{"session":["opened","closed"],"sessionid":[]}',
    '주문번호: 900101-1234567 확인',
  ])('%s', same)
})

describe('papers by the value of a key and the number beside it', () => {
  it.each([
    '{"document":{"type":"passport","number":"⟦X7120934⟧"}}',
    '{"number":"⟦X7120934⟧","type":"passport"}',
    "{'documentType': 'PASSPORT', 'documentNumber': '⟦X7120934⟧'}",
    'document_type=passport document_number=⟦X7120934⟧ country=PT',
  ])('%s', check)

  it.each([
    '{"type":"passport","number":"three"}',
    '{"strategy":"passport","number":"20260101"}',
    '{"type":"telefono","number":"301234567"}',
    'type=passport page_number=20260101',
  ])('%s', same)
})

describe('codes and secrets in sentences', () => {
  it.each([
    'security code ⟦161⟧ of the card does not match',
    'backup codes: ⟦48213377⟧, ⟦90817263⟧, ⟦55127789⟧ issued',
    'apikey ⟦8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e⟧ is over its quota',
    'signing secret ⟦8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e⟧ rotated',
    'encryption key ⟦8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e⟧ loaded',
    '{"cardValidationNum":"⟦4712⟧"}',
    'Use ⟦482913⟧ to verify your account',
    'from ⟦ES91 2100 0418 45 0200051332⟧ today',
    'from ⟦FR76 30006 00001 12345678901 89⟧ today',
    'from ⟦GB29.NWBK.6016.1331.9268.19⟧ today',
    'track2=⟦4111111111111111⟧D27121011234567890',
    'call ⟦555-123-4567⟧ or ⟦1-555-023-4567⟧',
    'run.py --password "⟦two words⟧" --x',
    "wrong password '⟦letmein⟧' for ana",
    'password=⟦another-secret⟧',
    '⟦482-913⟧ is your Acme code. Do not share it',
    'use ⟦482913⟧ as Acme security code now',
    '2FA token ⟦482913⟧ accepted',
    'passcode ⟦482913⟧ sent',
    "stripe key = '⟦8d0c5b7e-1f2a-4c6b-9d3e-8f7a0b1c2d3e⟧'",
    'API Key = ⟦8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e⟧',
    'hmac key=⟦8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e⟧ set',
    'passphrase for id_rsa is "⟦correct horse battery⟧" now',
    '.ASPXAUTH=⟦8D0C5B7E1F2A4C6B9D3E8F7A0B1C2D3E8D0C⟧; path=/',
    `{'kty': 'OKP', 'crv': 'Ed25519', 'd': '⟦${'nWGxne_9'.repeat(5)}⟧', 'x': 'x'}`,
    `creds ⟦${'AK'}IAQ3EGRIU7YH2JKLMN⟧/⟦${'Zk3+b9Qw/'.repeat(4)}aB7c⟧ in use`,
    `{"kty"=>"oct", "k"=>"⟦${'nWGxne_9'.repeat(5)}⟧"}`,
  ])('%s', check)

  it.each([
    'security code 404 returned by the gate',
    'exit codes: 48213377, 90817263',
    'built AT20 of the things in it all',
    'id 4111111111111111DEAD',
    'part 455-123-4567 of it',
    'run.py --password "enter the password"',
    "cmd.extend(['--batch', '--passphrase-fd', '0'])",
    'password=db-secret',
    'use 8080 to verify the port',
    'primary key = 8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e',
    'api key = required',
    '<entry key="8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e" value="executed" />',
    'found key = "8d0c5b7e1f2a4c6b9d3e8f7a0b1c2d3e"',
    'version 482-913 is your build',
    'signing key 8D0C5B7E1F2A4C6B9D3E8F7A0B1C2D3E8D0C5B7E',
    'encryption key 5b1f2a4c-6b9d-4e8f-9a0b-1c2d3e8d0c5b is enabled',
  ])('%s', same)
})
