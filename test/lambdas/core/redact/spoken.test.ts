import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

/** What stands between ⟦ and ⟧ must go; the text around it stays. */
const check = (marked: string): void => {
  const secret = /⟦(.*?)⟧/.exec(marked)![1]!
  const out = redact(marked.replace(/[⟦⟧]/g, ''))
  expect(out).not.toContain(secret)
  expect(out).toBe(marked.replace(/⟦.*?⟧/, /\[[^\]]*\]/.exec(out)![0]))
}

describe('numbers of persons after the name of the number', () => {
  it.each([
    'BSN ⟦256326629⟧ ok',
    'bsn nummer ⟦256326629⟧, 3 retries',
    'PESEL ⟦44051401359⟧',
    'Personnummer number ⟦680311-9707⟧',
    'cpr ⟦091078-1151⟧',
    'fødselsnummer er ⟦01017012345⟧',
    'tfn: ⟦123 145 548⟧',
    'tfn=⟦123 145 548⟧ x=2',
    'sin: ⟦130 692 544⟧',
    'AHV ⟦756.9217.0769.85⟧',
    'found ⟦756.9217.0769.85⟧ in the file',
    'NIR ⟦1 85 05 78 006 084 91⟧',
    'insured ⟦255081416802538⟧',
    'CUIT ⟦20-12345678-6⟧',
    'social security number ⟦627698562⟧',
    "driver's license ⟦F6928282⟧",
    'licence number ⟦MORGA657054SM9IJ⟧',
    'Geb.-Datum: ⟦14.03.1979⟧',
    'geboren am ⟦14.03.1979⟧',
    'born on ⟦14 March 1979⟧',
  ])('%s', check)
})

describe('one-time codes in the sentences of many languages', () => {
  it.each([
    'your verification code is ⟦482913⟧',
    'Ihr Bestätigungscode lautet ⟦744033⟧',
    'Sicherheitscode: ⟦744033⟧',
    'code de sécurité : ⟦744033⟧',
    'Votre code de vérification est ⟦744 033⟧',
    'código de verificación es ⟦744033⟧',
    'seu código de segurança é ⟦744033⟧',
    'codice di verifica: ⟦744033⟧',
    'je verificatiecode is ⟦744033⟧',
    'Din engångskod är ⟦744033⟧',
    'Twój kod weryfikacyjny: ⟦744033⟧',
    'kode verifikasi adalah ⟦744033⟧',
    '⟦744033⟧ es tu código de verificación',
    '⟦744033⟧ ist Ihr Bestätigungscode',
    '验证码：⟦482913⟧，5分钟内有效',
    'Ваш код подтверждения: ⟦482913⟧',
    '認証コードは⟦482913⟧です',
    '인증번호는 ⟦482913⟧',
  ])('%s', check)
})

describe('other numbers after such words stay', () => {
  it.each([
    'exit code 137 status code 5001',
    'error code: 10053',
    'response code 200100',
    'zip code 94107',
    'Fehlercode 10053',
    'code postal 75011',
    '错误码：10053',
    '30 dni 12345678',
    'ein 123456789',
    'license number 5 of 7',
    'social security office 12345',
    'cpr 2024-05-01 10:00:00',
    'born to run 100 meters',
    '123456789012345 bytes',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})
