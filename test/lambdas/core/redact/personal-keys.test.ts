import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

/** Names by what they name, in many languages, and a value that must not survive under any of them. */
const names: readonly (readonly [what: string, value: string, keys: string])[] = [
  [
    'passports',
    'C01X00T47',
    `passport passport_number passportNo reisepassnummer pasaporte numero_pasaporte passeport numero_passeport numeroPasseport passaporte passaporto paspoortnummer
    paszport numer_paszportu nr_paszportu passnummer passinumero pasaport_no útlevélszám cestovní_pas travel_document_number паспорт 护照号码 パスポート番号 여권번호`,
  ],
  [
    'driving licences',
    'MORGA657054SM9IJ',
    `drivers_license driving_licence_number dl_number licence_number führerscheinnummer fuehrerschein rijbewijsnummer permis_conduire permis_de_conduire
    carnet_conducir licencia_de_conducir patente_guida carta_conducao cnh körkort førerkort kørekort ajokortti prawo_jazdy řidičský_průkaz ehliyet_no 驾驶证号 運転免許証番号 운전면허번호`,
  ],
  [
    'dates of birth',
    '1984-07-23',
    `dob date_of_birth birthDate born geburtsdatum geb_datum geboortedatum fecha_nacimiento fechaDeNacimiento data_nascimento data_di_nascita date_naissance
    dateDeNaissance data_urodzenia datum_narození születési_dátum data_nașterii doğum_tarihi födelsedatum fødselsdato syntymäaika дата_рождения 生年月日 出生日期 생년월일`,
  ],
  [
    'card verification codes',
    '786',
    `cvv cvv2 cvc cvvNumber card_cvv security_code codigo_seguridad codigoDeSeguridad codigo_seguranca code_securite codice_sicurezza sicherheitscode
    kartenprüfnummer beveiligingscode säkerhetskod kod_bezpieczeństwa bezpečnostní_kód güvenlik_kodu cryptogramme 安全码 セキュリティコード 보안코드`,
  ],
  [
    'one-time codes',
    '748213',
    `otp otp_code one_time_code mfa_code mfa_token otpToken 2fa_code 2fa_token two_factor_code sms_code tan mTAN verification_code codigo_verificacion codigoDeVerificacao code_de_verification
    codice_verifica bestätigungscode einmalcode verificatiecode verifieringskod engangskode vahvistuskoodi kod_weryfikacyjny ověřovací_kód doğrulama_kodu код_подтверждения 验证码 認証コード 인증번호 kode_verifikasi`,
  ],
  [
    'telephone numbers',
    '0171/5550132',
    `phone phone_number contact_number telefonnummer rufnummer handynummer mobilnummer telefono teléfono_movil telemóvel telefoonnummer puhelinnumero numer_telefonu
    telefonszám telefonní_číslo cep_telefonu телефон номер_телефона 手机号码 電話番号 휴대폰번호 nomor_hp số_điện_thoại`,
  ],
  [
    'national numbers',
    '12345678901',
    `national_id ahv avs_nummer cuit cuil tfn tax_file_number medicare_number nir bsn rijksregisternummer pesel personnummer fødselsnummer cpr_nr henkilötunnus isikukood
    rodné_číslo egn cnp oib jmbg tc_kimlik_no снилс инн aadhaar_number nik 身份证号码 주민등록번호 マイナンバー steuer_id sozialversicherungsnummer numéro_sécurité_sociale codice_fiscale`,
  ],
]

describe.each(names)('%s are found under their names in many languages', (_, value, keys) => {
  it.each(keys.split(/\s+/))('%s', (key) => {
    for (const text of [`{"a":1,"${key}":"${value}","b":2}`, `a=1 ${key}=${value} b=2`]) {
      expect(redact(text)).not.toContain(value)
      expect(redact(text)).toMatch(/b"?[:=]2/)
    }
  })
})

describe('keys that services give their own names', () => {
  const hex = '9f86d081884c7d659a2f' + 'eaa0c55ad015'
  it.each([
    ['PAGERDUTY_ROUTING_KEY', hex],
    ['routing_key', hex],
    ['appid', hex],
    ['x-honeycomb-team', 'e1YYe8clsXgr' + 'ToyVJ4TsJq'],
    ['NONCE_SALT', 'mR*yc(#D$CPbf7TN^Cpz9)EmNi'],
    ['device_code', 'm7ZmtaI6gBRkaXSO-RwH8nscx_-BHr'],
    ['client-key-data', 'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo3'],
    ['X-Session-Id', 'Wb4bxZtkxb0BO9rh' + 'O9Wip9xsrb5Nlbpx'],
    ['session_id', 'bKYMl0636Jqxfd1g' + 'XWPwIk4I8TIMN9KZ'],
  ])('%s', (key, value) => {
    expect(redact(JSON.stringify({ [key]: value }))).not.toContain(value)
  })
})

describe('what only looks like personal data under such a name stays', () => {
  it.each([
    'last run: 2020/02/02',
    'next run: 23.10.2025 02:21:30, last run: 2022/10/06 18:29:28',
    '{"run":20240518}',
    'run=1234567',
    'fin=1234567',
    'dni=00000000',
    'sin=0.84147',
    'tan=0.5463',
    'rfc=2616',
    'display_name=Nightly build, job_name=sync',
    'pass_rate=0.98',
    'passwordEncoder=bcrypt',
    'secrets_engine=kv',
    'session_id=0b0f6a1e-1df1-4f5e-9b1c-5a1f5e8f7c11',
    'routing_key=orders.created',
    'license=Apache-2.0',
    'pass_threshold=12345678',
    'discovery-token-ca-cert-hash sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})
