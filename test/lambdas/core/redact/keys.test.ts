import { describe, expect, it } from 'vitest'
import { classify } from '../../../../lambdas/core/redact/keys.ts'
import { redact, redactorWith } from './support/redactors.ts'

describe('names that say password, secret or key', () => {
  it.each(
    `password db_password DB_PASSWORD dbPassword password2 new-password PGPASSWORD passwd pwd userPwd my.db.pass senha contraseña contrasena
    passwort mot_de_passe mdp hasło wachtwoord lösenord salasana şifre пароль 密码 用户密码 パスワード 비밀번호 passphrase spring.datasource.password
    secret client_secret clientSecret CLIENT-SECRET app.secret secretKeyBase credentials aws_secret_access_key secretAccessKey
    X-Api-Key api_key apiKey apikey APIKey x-functions-key stripeApiKey encryption_key signingKey account_key
    token access_token refreshToken id_token X-Auth-Token csrfToken botToken X-Amz-Security-Token
    private_key privateKeyPem authorization Proxy-Authorization Cookie set-cookie`.split(/\s+/),
  )('%s', (key) => {
    expect(classify(key)).toBeDefined()
  })
})

describe('names that say who somebody is', () => {
  it.each(
    `creditCardNumber card_number cc_number cvv cvc2 card_cvc ssn social_security_number date_of_birth dob birthDate first_name lastName
    full_name cardholderName street_address shippingAddress home_address phone phone_number mobileNumber passport_number passportNo
    drivers_license driver_license_number national_id cpf aadhaar_number codice_fiscale nhs_number bank_account_number routing_number
    otp one_time_code verificationCode pin pin_code vorname nachname geburtsdatum apellido sobrenome`.split(
      /\s+/,
    ),
  )('%s', (key) => {
    expect(classify(key)).toBeDefined()
  })
})

describe('names that only look like it', () => {
  it.each(
    `monkey author inside token_count keyboard passed keyword primaryKey foreign_key public_key partition_key cache_key compass bypass
    passenger assessment secretary token_type tokens_used max_tokens next_token page_token password_reset_url password_changed_at has_password
    password_policy secret_name secret_arn key_id kms_key_id access_key_id api_version api_url apiName accessor hostname username file_name
    display server_address ip_address mac_address email_address_count keystore_file keySize hotkey turkey donkey tokenizer authority
    authored_by description level message time timestamp status version path method duration request_id trace_id span_id`.split(
      /\s+/,
    ),
  )('%s', (key) => {
    expect(classify(key)).toBeUndefined()
  })
})

describe('names that end in numbers', () => {
  it('say what their words say, whatever was asked before', () => {
    const named = (key: string) => classify(key)?.detector
    for (let i = 0; i < 200; i++) {
      expect(named(`password${i}`)).toBe('password')
      expect(named(`pass${i}word`)).toBe(classify('pass_word')?.detector)
      expect(named(`item${i}`)).toBeUndefined()
      expect(named(`v${i}_key${i}`)).toBe(classify('v_key')?.detector)
    }
    expect(named('0x1password')).toBe(undefined)
  })
})

describe('what stands under a sensitive name and is no secret', () => {
  it.each([
    '{"password":null}',
    '{"password":""}',
    '{"password":true}',
    '{"password":"********"}',
    '{"password":"[FILTERED]"}',
    `password=\${DB_PASSWORD}`,
    'password: {{ vault_password }}',
    'Password: required',
    'token expired, refreshing',
    'Invalid password supplied for account 61072',
    'secret rotation scheduled in 450 days',
    'tests: pass=82 fail=0',
    '{"usage":{"tokens":1523,"max_tokens":4096,"token":512}}',
    'api_key = os.environ["API_KEY"]',
    'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
    'secret "db-credentials" not found in namespace shop',
    '{"next_token":"eyJsYXN0IjoxMjM0NTY3ODkwfQ"}',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})

describe('the names of the user', () => {
  const { redact: run } = redactorWith({
    keys: {
      mask: ['customer_ref'],
      hash: ['user_id'],
      drop: ['debug_blob'],
      keep: ['token_type', 'session_token'],
    },
  })
  const out = (text: string): string => run(text).text

  it('are masked, word-wise and in every spelling', () => {
    for (const text of [
      '{"customerRef":"A-17"}',
      'customer_ref=A-17',
      '{"order":{"Customer-Ref":"A-17"}}',
      'billing_customer_ref: A-17',
    ])
      expect(out(text)).not.toContain('A-17')
  })

  it('are hashed: the same value is the same pseudonym in every carrier', () => {
    const [first] = /\[HMAC:k1:[0-9a-f]{16,}\]/.exec(out('{"user_id":"u-81"}')) ?? []
    expect(first).toBeDefined()
    expect(out('user_id=u-81 next=1')).toBe(`user_id=${first} next=1`)
    expect(out('{"user_id":"u-82"}')).not.toContain(first)
  })

  it('are dropped whole, and JSON stays JSON', () => {
    expect(out('{"a":1,"debug_blob":{"x":[1,{"y":"}"}]},"b":2}')).toBe('{"a":1,"b":2}')
    expect(out('{"a":1,"debug_blob":"x"}')).toBe('{"a":1}')
    expect(out('{"debug_blob":"x"}')).toBe('{}')
    expect(out('{"a":1,"debug_blob":1,"debug_blob":2}')).toBe('{"a":1}')
    expect(out('{"debug_blob":1, "debug_blob":[2]}')).toBe('{}')
    expect(JSON.parse(out(JSON.stringify({ m: JSON.stringify({ debug_blob: { a: 'b' }, k: 1 }) })))).toEqual({
      m: '{"k":1}',
    })
  })

  it('that are to be kept stay, but what is secret by its own form goes', () => {
    expect(out('{"session_token":"abcdef1234567890"}')).toBe('{"session_token":"abcdef1234567890"}')
    expect(out('{"session_token":"ana@example.com"}')).not.toContain('ana@')
  })

  it('redact the leaves of what is structured', () => {
    expect(JSON.parse(out('{"customer_ref":{"a":"x1","b":[2,{"c":"x3"}],"d":null}}'))).toEqual({
      customer_ref: {
        a: '[REDACTED:user_key]',
        b: ['[REDACTED:user_key]', { c: '[REDACTED:user_key]' }],
        d: null,
      },
    })
  })
})
