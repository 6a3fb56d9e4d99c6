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
    '334 UGFzc3dvcmQ6\n⟦b3NVZmExQXFkQXcyTUo=⟧\n235 ok',
    '334 UGFzc3dvcmQ6\nC: ⟦b3NVZmExQXFkQXcyTUo=⟧\n235 ok',
  ])('%s', check)
})
