import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

/** No form of its own: only what stands beside it tells what it is. */
const secret = 'q7Zk2Xw9'
const inPython = (text: string): string => text.replaceAll('\r', '\\r').replaceAll('\n', '\\n')
const part = (name: string, value: string): string =>
  `--B7\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--B7--\r\n`

const carriers: Readonly<Record<string, readonly string[]>> = {
  'a field of a form in parts': [
    part('password', secret),
    JSON.stringify({ body: part('password', secret) }),
    `body=b'${inPython(part('password', secret))}'`,
    `Content-Disposition: form-data; name=password\n\n${secret}\n--B7`,
    `Content-Disposition: form-data; name="pwd"\r\nContent-Type: text/plain\r\n\r\n${secret}\r\n--B7`,
  ],
  'a column of a table': [
    `id,login,pwd\n7,bob,${secret}\n8,ann,"${secret}"`,
    `id;login;pwd\n7;bob;${secret}`,
    `dump follows:\nid\tlogin\tpwd\n7\tbob\t${secret}`,
    `| user | password |\n|---|---|\n| bob | ${secret} |`,
    `+----+----------+\n| id | password |\n+----+----------+\n|  1 | ${secret} |\n+----+----------+\n1 row in set`,
    ` id |  pwd\n----+------\n  7 | ${secret}\n(1 row)`,
    JSON.stringify({ message: `id,login,pwd\n7,bob,${secret}` }),
  ],
  'a value behind an arrow': [
    `Map(user -> x, password -> ${secret})`,
    `password→${secret}`,
    `password -> "${secret}"`,
    `~ password = "${secret}a" -> "${secret}b"`,
  ],
  'a value in a wrapper': [
    `password=Some("${secret}")`,
    `User(password=Optional("${secret}"))`,
    `password: new SecretString("${secret}")`,
    `["pwd"]=>\n  string(8) "${secret}"`,
    `password: |\n  ${secret}\n  ${secret}\nuser: ana`,
  ],
  'a value after a space': [
    `{:smtpPassword "${secret}" :port 1}`,
    `1339518083.107412 [0 127.0.0.1:60866] "HSET" "u:1" "password" "${secret}"`,
    `ENV API_TOKEN "${secret}"`,
    `setx DB_PASSWORD "${secret}"`,
    `user\tana\npassword\t${secret}`,
  ],
  'a value in a pair': [
    `payload['password'] = '${secret}'`,
    `[(b'x-access-token', b'${secret}')]`,
    `{password, "${secret}"}`,
    `{password,<<"${secret}">>}`,
    `{"\\u0070assword":"${secret}"}`,
    `{"value":"${secret}","name":"password"}`,
    `{"ParameterKey":"DBPassword","ParameterValue":"${secret}"}`,
    `env:\n  - name: DB_PASSWORD\n    value: ${secret}\n`,
  ],
  'an element': [
    `<wsse:Password Type="http://docs.oasis-open.org/wss#PasswordText">${secret}</wsse:Password>`,
    `<password><![CDATA[${secret}]]></password>`,
    `<şifre>${secret}</şifre>`,
    `<dict><key>password</key><string>${secret}</string></dict>`,
    `<dict>\n\t<key>password</key>\n\t<string>${secret}</string>\n</dict>`,
    `<name>password</name><value>${secret}</value>`,
    `<member><name>password</name><value><string>${secret}</string></value></member>`,
  ],
}

describe.each(Object.entries(carriers))('a password is found as %s', (_, lines) => {
  it.each(lines)('%j', (line) => {
    const out = redact(line)
    expect(out).not.toContain(secret)
    expect(redact(out)).toBe(out)
  })

  it.each(lines)('%j in a JSON string', (line) => {
    const out = redact(JSON.stringify({ message: line, n: 1 }))
    expect(out).not.toContain(secret)
    expect(Object.keys(JSON.parse(out))).toEqual(['message', 'n'])
    expect(redact(out)).toBe(out)
  })
})

it.each([
  ['name=on&cardholder=Jane+Doesworth&x=1', 'Doesworth'],
  ['address=12+Mickiewicza+St%2F16&a=1', 'Mickiewicza'],
  ['address: 1311 Ridge Blvd, Apt 38', 'Apt 38'],
  ['birthdate: 1946-03-10T00:00:00Z', '1946'],
  ['dob=1946-03-10 00:00:00.000', '1946'],
])('the whole value goes: %s', (line, rest) => {
  const out = redact(line)
  expect(out).not.toContain(rest)
  expect(out).not.toContain('00:00')
  expect(redact(out)).toBe(out)
})

it.each([
  'id,name,created\n7,bob,2024-01-01',
  'Invalid password, please try again\nsee the log, line 7',
  'renamed field user_name -> userName',
  '<password> is required, <token> is not',
  '<key>CFBundleVersion</key><string>1.0.3</string>',
  'secret "app-credentials" not found',
  'required fields: client_secret "client_secret"',
  '"GET /a HTTP/1.1" "password" "email"',
  '{"name":"region","value":"eu-west-1"}',
  'env:\n  - name: LOG_LEVEL\n    value: debug',
  'Content-Disposition: form-data; name="title"\r\n\r\nhello there\r\n--B7',
  'address: localhost, port: 80',
  'a -> b, c -> d',
])('what names no secret stays: %j', (line) => {
  expect(redact(line)).toBe(line)
})
