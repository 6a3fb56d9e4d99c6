import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

/** What stands between ⟦ and ⟧ must go, and nothing else. */
const check = (marked: string): void => {
  const out = redact(marked.replace(/[⟦⟧]/g, ''))
  for (const [, secret] of marked.matchAll(/⟦(.*?)⟧/g)) expect(out).not.toContain(secret)
  expect(out.replace(/\[REDACTED[^\]]*\]/g, '⟦⟧')).toBe(marked.replace(/⟦.*?⟧/g, '⟦⟧'))
  expect(redact(out)).toBe(out)
}

describe('secrets that programs and protocols are given', () => {
  it.each([
    'keytool -importkeystore -srcstorepass ⟦qwertyuiop⟧ -deststorepass ⟦Pa55word⟧ -srckeystore a.p12',
    "mysqladmin -u root password '⟦starwars⟧'",
    '{"argv":["mysqladmin","-u","root","password","⟦starwars⟧"]}',
    'htpasswd -b -c /etc/nginx/.htpasswd wojciech ⟦whatever1⟧',
    'htpasswd -nbB bob ⟦whatever1⟧',
    'rabbitmqctl add_user hyejin ⟦jbbFi-oFOrLF⟧',
    'rabbitmqctl change_password priyanka ⟦dragonfly⟧',
    'lftp -u bjorn,⟦YuE8nptxXypWfpp0Lf⟧ ftp.corp.test',
    'smbclient //nas/share -U corp\\priyanka%⟦abc12345⟧',
    'net use Z: \\\\fs1\\s /user:CORP\\declan ⟦GHM1jrqQkGO⟧',
    'net use Z: \\\\fs1\\s ⟦GHM1jrqQkGO⟧ /user:CORP\\declan',
    'net user bob ⟦S3cretPw⟧ /add',
    'schtasks /create /tn job /ru CORP\\hyejin /rp ⟦adminadmin⟧',
    'psexec \\\\srv -u CORP\\abdul -p ⟦walrus.walrus359⟧ cmd',
    'ipmitool -I lanplus -H host -U ADMIN -P ⟦quartz-willow655⟧ power status',
    'exp system/⟦rootroot⟧@orcl file=a.dmp',
    'sqlplus -s scott/⟦tiger⟧',
    'echo "caoimhe:⟦pickle.glacier53⟧" | chpasswd',
    'echo ⟦hunter22⟧ | docker login -u x --password-stdin',
    'openssl enc -aes-256-cbc -k ⟦monkey12⟧ -in f -out f.enc',
    'openssl rsa -passin pass:⟦hunter22⟧ -in f',
    'ConvertTo-SecureString "⟦tigger99⟧" -AsPlainText -Force',
    'cli -accessToken ⟦UvUIedw6qYxQIKWimkYAMBIIxK4kCmKU⟧ -v',
    'plink -ssh bob@host -pw ⟦S3cretPw⟧',
    'snmpwalk -v2c -c ⟦pr1vateC⟧ host',
    'vault login ⟦hvx.1234⟧',
    'http --auth ⟦bob:s3cretpw⟧ GET x',
    'skopeo copy --src-creds ⟦bob:s3cretpw⟧ docker://a docker://b',
    'aws configure set aws_secret_access_key ⟦abcdEFGH1234abcdEFGH1234abcdEFGH1234abcd⟧',
    'npm config set //registry.example.com/:_authToken ⟦8f3kd92kd8f3kd92kd⟧',
    'FTP command: Client "10.0.0.1", "PASS ⟦iloveyou⟧"',
    '---> USER fatoumata69\n<--- 331 Password required\n---> PASS ⟦Bdu5ODQct3⟧',
    'C: USER kaan\nS: +OK\nC: PASS ⟦yTEym!iMXHp6⟧',
    'A1 LOGIN rutger.castellanos ⟦biscuit_biscuit741⟧',
    'C: a001 LOGIN "declan.osullivan" "⟦Oenx#$DHlUk@⟧"',
    'C: AUTH PLAIN ⟦AGdpdXNlcHBlOTYAbW9ua2V5MTI=⟧\nS: 235 2.7.0 Accepted',
    'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Ym9i\nS: 334 UGFzc3dvcmQ6\nC: ⟦aHVudGVyMjI=⟧\nS: 235',
    '"AUTH" "default" "⟦Pa55word⟧"',
    'CONFIG SET requirepass ⟦quartz-harbor294⟧',
    '"CONFIG" "SET" "requirepass" "⟦quartz-harbor294⟧"',
    'redis> AUTH ⟦s3cretpw⟧',
    'ACL SETUSER bob on >⟦s3cretpw⟧ ~* +@all',
    'db2 connect to SAMPLE user bob using ⟦s3cretpw⟧',
    'sudo useradd -m -p ⟦s3cretpw⟧ bob',
    'heroku auth:token -> ⟦3df5a547-1cb2-45ab-b8e9-043a8df4dbb5⟧',
  ])('%s', check)
})

describe('what only looks like it stays', () => {
  it.each([
    'openssl rsa -passin file:/etc/pw -in f',
    'PASS src/app.test.ts',
    'PASS test_login',
    'PASS',
    'LOGIN ok',
    'user LOGIN failed for bob',
    'AUTH failed',
    'exp 17 imp 20',
    'net profit 20%',
    'net use of cash',
    'echo hello | grep x',
    'vault sealed: true',
    'aws s3 cp a b',
    'npm install left-pad',
    'keytool -list -keystore a.jks',
    'openssl s_client -connect host:443',
    'useradd -m bob',
    'exp/imp finished',
    'POST /auth/login 200',
    'login successful for user bob',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})
