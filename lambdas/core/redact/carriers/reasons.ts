/** What a colon after `secret` or `token` leads to besides a value: why something failed, what is done with it, how it is called. */
import type { KeyRule } from '../key-rules.ts'
import type { Scan } from '../scan.ts'

const failure =
  /\b(?:fail(?:ed|s|ure|ing)?|unable|could ?n(?:o|')t|can(?:no|')t|errors?|exception) (?:(?:to|when|while|in|on|at) )?(?:[\w'"./-]+ ){1,6}$/i

/** `failed to get password: open /etc/x`, `Error creating Secret: Operation cannot …`: why it did not work. */
const isReason = ({ text, keyStart }: Scan, at: number, value: string, end: number): boolean =>
  text.charCodeAt(at + 1) === 32 &&
  /^(?:[A-Za-z]{2,}(?:[/.-][A-Za-z]+)*|x509):?$/.test(value) &&
  /^(?::| ["'`(]?[\w/])/.test(text.slice(end, end + 3)) &&
  failure.test(text.slice(Math.max(0, keyStart - 64), keyStart))

const tasks =
  /^(?:create|edit|show|list|delete|destroy|generate|gen|rotate|revoke|set|get|add|remove|update|sync|reset|init|import|export|read|write|diff|fetch|clear|expire|prune|install|check|refresh|issue|seed|manage|view|admin|encrypt|decrypt|renew)(?::[a-z]{2,16})?$/

/** `bin/rails credentials:edit`, `secrets:read`: what is done with them, as runners of tasks and scopes write it. */
const isTask = (text: string, at: number, value: string): boolean =>
  text.charCodeAt(at + 1) > 32 && tasks.test(value)

/** Is what stands after the colon at `at` no value, but the reason why there is none, or what is done with it? */
export const isReasonOrTask = (scan: Scan, at: number, value: string, end: number): boolean =>
  scan.text.charCodeAt(at) === 58 && (isReason(scan, at, value, end) || isTask(scan.text, at, value))

const command = /=`(?:pwd`|\/?[a-z][\w./-]{0,40} [^`\n]{1,200}`)/y

/** ``PWD=`pwd` ``, ``TOKEN=`cat /run/token` ``: what a shell puts there. */
export function isSubstituted(text: string, open: number): boolean {
  command.lastIndex = open - 1
  return command.test(text)
}

const namespaceBefore = /\bnamespace["']?\s?[:=]\s?["']?[a-z\d-]{1,63}["']?,\s{0,8}["']?$/
const namespaceAfter = /["']?,\s{0,8}["']?namespace["']?\s?[:=]/y
const label = /^[a-z][a-z\d]*(?:-[a-z\d]{1,16}){0,5}$/

const missing =
  /["'`]? (?:(?:was|is|has been|could|does|already|in namespace \S{1,64}) ){0,2}(?:not (?:found|be |exist|synced|ready|mounted)|doesn't exist|exists?\b|forbidden|missing\b|(?:cre|upd)ated\b|deleted\b|unchanged\b)/y

/** `secret "db-7xk2p" not found`: what is missing is called so. */
export function isMissing(text: string, value: string, close: number): boolean {
  missing.lastIndex = close
  return value.length < 64 && label.test(value) && missing.test(text)
}

const remote = /["']?,?\s{0,16}["']?remoteRef["']?\s?:/y

/** `secret="db-creds"` beside `namespace="shop"`, `secret: "db-creds" not found`: how it is called. */
export function isNameOfSecret(scan: Scan, { detector }: KeyRule, value: string, end: number): boolean {
  const { text, keyStart } = scan
  if (detector !== 'secret' || value.length > 63 || !label.test(value) || /\d{3}/.test(value)) return false
  namespaceAfter.lastIndex = end
  missing.lastIndex = end
  remote.lastIndex = end
  return (
    remote.test(text) ||
    namespaceAfter.test(text) ||
    missing.test(text) ||
    namespaceBefore.test(text.slice(Math.max(0, keyStart - 96), keyStart))
  )
}
