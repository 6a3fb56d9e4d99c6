/** Password hashes in the forms that programs store them in, as shapes (see shape.ts). The `$` before most of them stays. */
import type { DetectorInfo } from './catalogue.ts'

export const passwordHashInfo: DetectorInfo = {
  name: 'password_hash',
  what: 'Password hashes in crypt, PHC, Django, Werkzeug, LDAP, PostgreSQL, MySQL and GRUB form: they can be attacked',
  example: '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
  source: 'https://manpages.debian.org/unstable/libcrypt-dev/crypt.5.en.html',
  check: 'the parts and their lengths',
}

/** Sources: crypt(5), https://github.com/P-H-C/phc-string-format, https://docs.djangoproject.com/en/stable/topics/auth/passwords/, RFC 2307, RFC 5803. */
export const passwordHashShapes: readonly string[] = `
  1$<pw:1-8>$<pw:22> 5$<pw:1-16>$<pw:43> 6$<pw:1-16>$<pw:86> 5$rounds=<d:4-9>$<pw:1-16>$<pw:43> 6$rounds=<d:4-9>$<pw:1-16>$<pw:86>
  2a$<d:2>$<pw:53> 2b$<d:2>$<pw:53> 2x$<d:2>$<pw:53> 2y$<d:2>$<pw:53> 8$<pw:14>$<pw:43> 9$<pw:14>$<pw:43> 7$<pw:12->$<pw:43>
  y$j<pw:1-8>$<pw:1-86>$<pw:43> gy$j<pw:1-8>$<pw:1-86>$<pw:43> apr1$<pw:1-8>$<pw:22> sha1$<d:1-9>$<pw:1-64>$<pw:28> P$B<pw:30> P$9<pw:30> P$C<pw:30> P$D<pw:30> P$E<pw:30> P$5<pw:30> P$7<pw:30> H$9<pw:30> H$7<pw:30> H$B<pw:30>
  argon2id$v=<d:2>$m=<d:1-9>,t=<d:1-6>,p=<d:1-4>$<b64:8->$<b64:16-> argon2i$v=<d:2>$m=<d:1-9>,t=<d:1-6>,p=<d:1-4>$<b64:8->$<b64:16->
  argon2d$v=<d:2>$m=<d:1-9>,t=<d:1-6>,p=<d:1-4>$<b64:8->$<b64:16-> scrypt$ln=<d:1-3>,r=<d:1-3>,p=<d:1-3>$<pw:8->$<pw:20->
  pbkdf2-sha256$<d:1-8>$<pw:4->$<pw:43> pbkdf2-sha512$<d:1-8>$<pw:4->$<pw:86> bcrypt-sha256$v=2,t=2b,r=<d:1-2>$<pw:22>$<pw:31>
  pbkdf2_sha256$<d:1-8>$<an:8->$<b64p:20-> pbkdf2_sha1$<d:1-8>$<an:8->$<b64p:20-> pbkdf2_sha512$<d:1-8>$<an:8->$<b64p:20-> bcrypt_sha256$$2b$<d:2>$<pw:53>
  pbkdf2:sha1:<d:1-8>$<an:4->$<hex:32-> pbkdf2:sha256:<d:1-8>$<an:4->$<hex:32-> pbkdf2:sha512:<d:1-8>$<an:4->$<hex:32-> scrypt:<d:1-6>:<d:1-3>:<d:1-3>$<an:4->$<hex:32->
  sha1$<an:4-32>$<hex:40> sha256$<an:4-32>$<hex:64> md5$<an:4-32>$<hex:32>
  SCRAM-SHA-1$<d:1-8>:<b64p:8->$<b64p:20->:<b64p:20-> SCRAM-SHA-256$<d:1-8>:<b64p:8->$<b64p:20->:<b64p:20-> SCRAM-SHA-512$<d:1-8>:<b64p:8->$<b64p:20->:<b64p:20->
  SSHA}<b64p:24-> SSHA256}<b64p:40-> SSHA384}<b64p:40-> SSHA512}<b64p:40-> SMD5}<b64p:20-> SHA}<b64p:27-> PBKDF2-SHA256}<d:1-8>$<tok:8->$<tok:20-> grub.pbkdf2.sha512.<d:1-8>.<hex:20->.<hex:20->
`
  .split(/\s+/)
  .filter(Boolean)
