import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

/** What stands between ⟦ and ⟧ must go, and nothing else. */
const check = (marked: string): void => {
  const out = redact(marked.replace(/[⟦⟧]/g, ''))
  for (const [, secret] of marked.matchAll(/⟦(.*?)⟧/g)) expect(out).not.toContain(secret)
  expect(out.replace(/\[REDACTED[^\]]*\]/g, '⟦⟧')).toBe(marked.replace(/⟦.*?⟧/g, '⟦⟧'))
  expect(redact(out)).toBe(out)
}

describe('values of prepared statements stand in a list of their own', () => {
  it.each([
    "execute s1: update staff set password = $1 where id = $2\nDETAIL:  parameters: $1 = '⟦mE29wWnmv⟧', $2 = '44'",
    'SELECT * FROM "session" WHERE "token" = $1 -- PARAMETERS: ["⟦qq0rpzg1to3ndir9xQPje1eWIjzSJFHJ⟧"]',
    "[Parameters=[@p0='4' (Size = 4), @p1='⟦409WXTqh3⟧' (Size = 64)], CommandTimeout='30']\nUPDATE [Staff] SET [Password] = @p1 WHERE [Id] = @p0;",
    "exec sp_executesql N'UPDATE Staff SET Password=@p0 WHERE Id=@p1',N'@p0 nvarchar(40),@p1 int',@p0=N'⟦Zk3kLLq9w⟧',@p1=5",
    "{ bindings: [ 7, '⟦CtprhFKLp⟧' ], sql: 'insert into `staff` (`id`, `password`) values (?, ?)' }",
    'Preparing: insert into staff (id, password, first_name) values (?, ?, ?)\n==> Parameters: 7(Integer), ⟦pw8Uu2ldKz⟧(String), ⟦Annelie⟧(String)',
    '{"sql":"UPDATE staff SET password = ?, level = ? WHERE id = ?","bindings":["⟦Winter2021!⟧",3,17]}',
    'INSERT INTO `staff` (`id`,`password`,`level`) VALUES (DEFAULT,?,?); "⟦tr0ub4dor99⟧", "chief"',
    'INSERT INTO "staff" ("level","hashed_password","date_of_birth") VALUES ($1,$2,$3) ["chief", "⟦hQ8zk2Lw0aPq⟧", "⟦1988-03-12⟧"]',
    'INSERT INTO staff (level, password) VALUES (?, ?) (parameters: array{"1":"chief","2":"⟦tr0ub4dor99⟧"}, types: array{"1":2})',
    "[SQL: INSERT INTO staff (name, level, phone, password) VALUES (%s, %s, %s, %s)]\n[parameters: ('⟦Ingrid Lund⟧', 'chief', None, '⟦hQ8zk2Lw0aPq⟧')]",
    'AUDIT: SESSION,4,1,WRITE,INSERT,TABLE,public.staff,"insert into staff (level, passwd) values ($1, $2)","chief,⟦hQ8zk2Lw0aPq⟧"',
    "INSERT INTO staff (id, password) VALUES (?, ?), (?, ?) [1, '⟦hQ8zk2Lw0⟧', 2, '⟦zQ8zk2Lw0⟧']",
  ])('%s', check)

  it.each([
    'UPDATE staff SET password = ? WHERE id = ? -- PARAMETERS: ["a"]',
    "UPDATE staff SET level = ? WHERE id = ? ['chief1', 7]",
    'UPDATE staff SET password = ? WHERE id = ? [null, 7]',
    'SELECT id FROM staff WHERE token = $1 LIMIT 1',
    'select password = ? args [1]',
    'INSERT INTO staff (id, password) VALUES (?, ?) (took 12 ms, 1 row)',
  ])('%s stays', check)
})

describe('other formats whose fields are known by their places or types', () => {
  it.each([
    'PID|1||123^^^H^MR||⟦MOORE^ANNA^M⟧||⟦19721202⟧|F|||⟦12 Elm St^^Leeds⟧||⟦0113 496 0000⟧|||||⟦403-71-3589⟧\nNK1|1|⟦MOORE^PETER⟧|SPO||⟦0113 496 0001⟧',
    '{"msg":"MSH|^~\\\\&|A|B\\rPID|1||123^^^H^MR||⟦MOORE^ANNA^M⟧||⟦19721202⟧|F\\rPV1|1|I"}',
    'PID|USER|COMMAND 44|ana|top PID|1|2|3^4',
    '(main.User) {\n Password: (string) (len=12) "⟦rC9k6AE6KjHi⟧",\n Level: (int) 3\n}',
    '{"JWT_SIGNING_KEY":{"value":"⟦EHIDpASpqDZpQosFctufh8bTUMTCYr⟧","origin":"env"}}',
    '{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"⟦9434765919⟧"}',
    '{"system":"phone","value":"⟦555-0142⟧"}',
    '{"system":"phone","value":"busy"}',
    'phone: ⟦(555) 123-4195⟧',
    '334 UGFzc3dvcmQ6\n⟦b3NVZmExQXFkQXcyTUo=⟧\n235 ok',
    '334 UGFzc3dvcmQ6\nC: ⟦b3NVZmExQXFkQXcyTUo=⟧\n235 ok',
    '{"documentType":"DRIVING_LICENCE","documentNumber":"⟦S6391281⟧"}',
    '{"documentType":"INVOICE","documentNumber":"S6391281"}',
    'CEF:0|x|1|login|5|cs1Label=token cs1=⟦a0d00e01c0e33e6fd9acb3b3bd5849a9506f0557⟧ cs2Label=Policy cs2=Default',
    '<saml:Attribute Name="http://x/claims/givenname"><saml:AttributeValue xsi:type="xs:string">⟦Dmitri⟧</saml:AttributeValue>',
    'cn: x\nuserPassword:: ⟦e1NTSEF9QmJmYmRtVW1seUk=⟧\nsn: y',
    'auth::password::reset called; Password::Invalid',
    'b\'{"body":"{\\\\"level\\\\":\\\\"app\\\\",\\\\"password\\\\":\\\\"⟦iK81HZc7Ocww⟧\\\\"}"}\'',
    'b\'{"SecretString":"{\\\\"level\\\\":\\\\"app\\\\",\\\\"password\\\\":\\\\"⟦iK81HZc7Ocww⟧\\\\"}","x":1}\'',
    "/Mysql_user[root]/password: changed '⟦rxRuUMhGQ1⟧' to '⟦O5lD5hydQh⟧'",
    "password: changed by user 'ana' to 'x'",
    'client in: AUTH\t1\tPLAIN\tservice=imap\tresp=⟦bWFyaWE6WG5OdG5hSlg2UXk2⟧',
    "run ['tool', '-u', 'nora', '-p', '⟦Hlo1y6b6QuVn⟧', '-k', 'x']",
    'tool -u nora -p ⟦Hlo1y6b6QuVn⟧ run',
    'docker run -u app -p 8080:80 img; ps -u root -p 1234; x -u bob -p profile2; y -u bob -p v1.2.3',
    '{"default_address":{"address1":"⟦Via Roma 94⟧"}}',
    'name="⟦Ann Moore⟧" addr="⟦12 bis rue des Lilas⟧"',
    'name: Galaxy Buds, address: 00:11:22:33:44:55',
    'nom;prénom;date_naissance\n⟦Moore⟧;⟦Anna⟧;⟦1980-02-02⟧',
    'dob "⟦1972-09-19⟧" must be in the past',
    'Key (api_token)=(⟦aZ8kP2mQ9xW4rT7yU1iO5pLk⟧) already exists.',
    'Key (name, date_of_birth)=(⟦Ann Moore⟧, ⟦1988-02-03⟧) already exists.',
    '{"mfa":{"code":"⟦266401⟧","method":"totp"}}',
    'Geburtsdatum ⟦13.09.1945⟧ passt nicht; birthday is 3 days away',
    'Key (id)=(4) is not present in table "x".',
    '  ~ otp_code = "old" -> "⟦749891⟧"',
    "[['cvv', '⟦909⟧'], ['Accept', '*/*']]",
    "[['first_name', 'First name'], ['phone', 'Phone 2']]",
    '{"vars":{"phone":"\'⟦447756030822⟧\'","n":"4"}}',
  ])('%s', check)
})

describe('codes and names in other languages, and in forms', () => {
  it.each([
    '{"src":"x","text":"Ваш код: ⟦272728⟧"}',
    '[验证码: ⟦482913⟧] x',
    '密码：⟦abc123def⟧，level：3',
    'ошибка 272728, код ошибки: 272728 x',
    'Doğum tarihi: ⟦25.12.1973⟧',
    'дата рождения: ⟦06.05.1962⟧',
    'La password è scaduta: reimpostarla entro il 31/03/2024',
    '住所=⟦東京都千代田区大手町1-7-2⟧, x',
    'Body=Your+code+is+⟦219275⟧',
    'text=TAN+⟦332920⟧ HTTP/1.1',
    'Body=error+code+500123 q=zip+code+90210',
    '/v1/otp?level=1&code=⟦303147⟧ 200',
    '/login/verify?code=⟦uGa312ajBQ5jA4lfPBKfPo85FYwSMlpB⟧&level=1',
    '/v1/products?level=1&code=303147 200',
    'id/pass ana/⟦0v7Duro5MG⟧',
    'ID ana PW ⟦BEGjxjk7Htt⟧',
    'pw 3.2kW pw 4x4 PW 12a',
  ])('%s', check)
})
