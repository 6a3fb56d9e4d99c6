import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

/** What stands between ⟦ and ⟧ must go, and nothing else. */
const check = (marked: string): void => {
  const out = redact(marked.replace(/[⟦⟧]/g, ''))
  for (const [, secret] of marked.matchAll(/⟦(.*?)⟧/g)) expect(out).not.toContain(secret)
  expect(out.replace(/\[REDACTED[^\]]*\]/g, '⟦⟧')).toBe(marked.replace(/⟦.*?⟧/g, '⟦⟧'))
  expect(redact(out)).toBe(out)
}

describe('secrets in sentences, statements, headers and stripes', () => {
  it.each([
    'generated password for ignacio67: ⟦welcome1⟧',
    'VISA ⟦4111 1111 1111 1111⟧ 04/29 ⟦417⟧ approved',
    'requests.get(url, auth=("svc", "⟦Harbour#77⟧"))',
    'req.SetBasicAuth("svc", "⟦Harbour#77⟧")',
    'Initial admin password is: ⟦teal-harbour-7k2m⟧',
    'your api key is: ⟦Hq7Zk2Xw9Rb4Tn6VyJ8uLmP3sD5f⟧',
    'redis> AUTH default ⟦hunter2x9⟧',
    '1) "AUTH"\n2) "default"\n3) "⟦hunter2x9⟧"',
    'password...................."⟦Harbour#77⟧"',
    "#4 /srv/AuthController.php(52): App\\Auth->attempt('ana', '⟦Harbour#77⟧')",
    '"contact_person": "⟦Ana Silva⟧"',
    '{"payment_id":"⟦4111111111111111⟧","trace_id":"4012888888881881"}',
    '{"attributes":[{"key":"http.request.header.authorization","value":{"stringValue":"Bearer ⟦Hq7Zk2Xw9Rb4Tn6VyJ8u⟧"}}]}',
    '{"attributes":[{"key":"db.password","value":{"stringValue":"⟦Harbour77⟧"}},{"key":"db.port","value":{"intValue":"5432"}}]}',
    '| Key | Value |\n|---|---|\n| api_key | ⟦Hq7Zk2Xw9Rb4Tn6VyJ8u⟧ |\n| password | ⟦Harbour77⟧ |\n| region | eu-west-1 |',
    'Name\tValue\nDB_PASSWORD\t⟦Harbour77⟧\nDB_PORT\t5432',
    'Authorization: Authorization: Bearer ⟦Hq7Zk2Xw9Rb4Tn6VyJ8u⟧',
    'password=password= ⟦Harbour#77⟧',
    'X-JFrog-Art-Api: ⟦Hq7Zk2Xw9Rb4Tn6VyJ8uLmP3sD5f⟧',
    'USER: ops\nPASS: ⟦hunter22⟧',
    'failed to set password: ⟦Harbour77⟧ for ana',
    'CPF do cliente ⟦52998224725⟧ ok',
    `INSERT INTO "m" ("password", "email", "first_name") VALUES ('⟦Harbour#77⟧', 'x', '⟦Ana⟧')`,
    'sentinel auth-pass mymaster ⟦hunter2x9⟧',
    'var apiToken string = `⟦q7zk2xw9rb4tn6vyj8ulmp3s⟧`',
    'const smtpPassword string = "⟦Harbour#77⟧"',
    '{"finnhub":{"key":"⟦q7zk2xw9rb4tn6vyj8ul⟧"}}',
    "'finnhub' => ['key' => '⟦q7zk2xw9rb4tn6vyj8ul⟧'],",
    'finnhub:\n  key: ⟦q7zk2xw9rb4tn6vyj8ul⟧\n',
    'api := okta.NewClient("⟦Hq7Zk2Xw9Rb4Tn6VyJ8uLmP3sD5f⟧")',
    '<setting name="SmtpPassword" serializeAs="String">\n  <value>⟦Harbour#77⟧</value>\n</setting>',
    '{"secret":{"name":"prod/db","value":"⟦hunter22⟧"}}',
    '{"secret":{"name":"⟦hunter22⟧","versions":3}}',
    'setting pwd for bob to ⟦Passw0rd!⟧',
    'setting pass for bob to ⟦Passw0rd!⟧',
    'Su contraseña temporal es ⟦1Lr2bGalf⟧',
    'Ihr Passwort lautet ⟦1Lr2bGalf⟧',
    'Votre mot de passe est ⟦1Lr2bGalf⟧',
    'A temporary password is generated for root@localhost: ⟦b8H6<+aXfao!⟧',
    'Please use the following password to proceed to installation:\n\n⟦d9e43ef8b8572119ae2b03aa49a84cd2⟧\n\nThis may',
    'Password for the [elastic] user successfully reset.\nNew value: ⟦9r6gF/Rol+iSvX6w7SWC⟧',
    'client secret for app mailer: ⟦ouMXKaOa5hQjp1zeUWoVQvCACRjIu-8pLjWzIBHm⟧',
    'machine api.corp.test login caoimhe password ⟦letmein⟧',
    'ALTER USER scott IDENTIFIED BY ⟦anchor_willow170⟧ ACCOUNT UNLOCK',
    "CREATE DATABASE LINK l CONNECT TO bob IDENTIFIED BY ⟦1UfuZNpWTAI⟧ USING 'orcl'",
    "SELECT pgp_sym_decrypt(ssn, '⟦Pa55word⟧') FROM p",
    "INSERT INTO t VALUES (AES_ENCRYPT('x', '⟦k3yk3yk3y⟧'))",
    "SELECT crypt('⟦s3cretpw⟧', gen_salt('bf'))",
    'GET /app/home;jsessionid=⟦7ACAA1C5161E9F462CE06D8EB6198EC1⟧?x=1 HTTP/1.1',
    '{"rawHeaders":["Host","api.test","Authorization","NTLM ⟦TlRMTVNTUAADAAAAPVk1EneCh4fCgTqQDGyPFazg⟧"]}',
    'b\'Authorization: Digest ⟦username="yek", realm="r", uri="/x", response="4660f2f36958f4e451aad51afbdaf1c8", qop=auth\'⟧',
    '%B⟦4111111111111111⟧^⟦DOE/JANE⟧^25121010885544415?',
    'card ⟦4111 1111 1111 1111⟧ ok',
    '<p>⟦ana.silva&#64;contoso.example⟧</p>',
    "to: ⟦sean.o'reilly@fabrikam.test⟧",
    'bad input [⟦0049 171 6486623⟧]',
    'password reset link: https://app.example.com/password/reset/⟦4b04d0059fcb6e7df27cff8b61630ab69dee3cfc⟧?lang=en',
    `Found: ⟦AKIA${'Q7ZK2XW9RB4TN6VY'}⟧ / ⟦wJalrXUtnFEMI/${'K7MDENG/bPxRfiCYzzKEYzzKEY'}⟧`,
    'Verification code for ⟦+447700900123⟧: ⟦583920⟧',
    '⟦violet-Tram-7⟧ is your password, ana',
    'generated password for ⟦ana.silva@example.com⟧: ⟦welcome1⟧',
    'secret for app ⟦203.0.113.9⟧: ⟦ouMXKaOa5hQjp1zeUWoVQvCACRjIu⟧',
    'mfa secret ⟦KVKFKRCPNZQUYMLXOVYDSQKJ⟧ provisioned, snmp v2c community ⟦n0tPublic⟧ from web',
    '**⟦+31 6 55224240⟧**',
  ])('%s', check)
})

describe('sentences about them stay', () => {
  it.each([
    'password for user bob: authentication failed',
    'Accepted password for priyanka47 from host port 22 ssh2',
    'Failed password for invalid user admin42 from host',
    'password for bob has expired',
    'reset password for account 12345678',
    'Mot de passe oublié',
    'La contraseña es incorrecta',
    'contraseña es obligatoria',
    'section 4.3.2.1 of the manual',
    'message-id: <qik0zQW4sANj.105742@mx.corp.test>',
    'In-Reply-To: <a@b.example> <c@d.example>',
    'secret for pod web-1: not found',
    'password of the user: required',
    'IDENTIFIED BY RANDOM PASSWORD',
    'IDENTIFIED BY ?',
    "encode(x, 'base64')",
    "decode(payload, 'hex')",
    '0010 20 30',
    "SELECT decode('abc', 'base64')",
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})
