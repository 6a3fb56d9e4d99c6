/** Is what stands without quotes behind a key its value? By its own form, and by what stands around it. */
import type { KeyRule } from '../keys.ts'
import { isPlausible } from '../plausible.ts'
import { isVariable, isWord } from '../references.ts'
import type { Scan } from '../scan.ts'
import { isCodeValue } from './code-values.ts'
import {
  isArgumentOfName,
  isCallOfText,
  isChangeIn,
  isChecksum,
  isClause,
  isCodeAt,
  isCredentialOfUnit,
  isDatabase,
  isErrorNumber,
  isImageTag,
  isMade,
  isMetavariable,
  isNameIn,
  isNameOfArgument,
  isNameOfNamed,
  isObject,
  isOnceOnly,
  isPadding,
  isPairOfOther,
  isProgram,
  isRemark,
  isRunOrCount,
  isSameName,
  isSentence,
  isShellMessage,
  isStackOfPam,
  isStoreKey,
  isTestResult,
  isWords,
  isWorkingDirectory,
} from './not-values.ts'
import { isReasonOrTask } from './reasons.ts'

/** `login Code: 400.`: codes that are sent to people have four digits and more. */
const isStatusCode = (value: string): boolean => /^\d{1,3}\.?$/.test(value)

/** Does what stands around a value say that it is none? */
export const isContradicted = (scan: Scan, rule: KeyRule, at: number, value: string, end: number): boolean =>
  (rule.detector === 'otp' && isStatusCode(value)) ||
  isSentence(scan.text, at, value, end) ||
  isClause(rule.detector, scan.text, at) ||
  isCallOfText(scan.text, value, end) ||
  isNameOfNamed(scan.text, at, value, end) ||
  isWords(rule.kind, scan.text, at, value, end) ||
  isPairOfOther(scan.text, at, value, end) ||
  isImageTag(scan.text, at, scan.keyStart, value) ||
  (rule.kind === 'random' && isNameIn(scan.text, at, value)) ||
  isObject(scan.text, value, end) ||
  isShellMessage(scan.text, scan.keyStart, value) ||
  isChangeIn(scan, at, value, end) ||
  isPadding(scan.text, at, scan.keyStart, scan.keyEnd) ||
  isReasonOrTask(scan, at, value, end) ||
  isChecksum(scan.text, scan.keyStart)

/** Where a value stands, and the sign behind its key. */
export interface Place {
  readonly at: number
  readonly from: number
  readonly end: number
}

/** Is a value without quotes written as one, and neither a word, nor a name, nor code? */
export function isValue(
  scan: Scan,
  rule: KeyRule,
  { at, from, end }: Place,
  value: string,
  key: string,
): boolean {
  const isColon = scan.text.charCodeAt(at) === 58
  return !(
    isSameName(scan, key, value) ||
    !isPlausible(rule.kind, value, true) ||
    isTestResult(scan, key, value, end) ||
    isRunOrCount(scan, key, value) ||
    isProgram(key, value) ||
    isMetavariable(scan.text, value, end) ||
    (isCodeAt(scan, at, end) && (isVariable(value) || /^(?:pw|pwd|passwd)$/.test(value))) ||
    (isMade(rule.kind) && (isColon || isCodeAt(scan, at, end)) && isWord(value)) ||
    (isColon && from === at + 1 && isMade(rule.kind) && isStoreKey(value)) ||
    isWorkingDirectory(key, value) ||
    isOnceOnly(key, value) ||
    isRemark(scan.text, from) ||
    (scan.text.charCodeAt(at - 1) === 32 && isErrorNumber(key, value)) ||
    isStackOfPam(scan, at, value) ||
    isNameOfArgument(scan, at, value) ||
    isCredentialOfUnit(key) ||
    (isCodeAt(scan, at, end) && isArgumentOfName(key, value)) ||
    isDatabase(key, value) ||
    isCodeValue(scan, at, from, value, end)
  )
}
