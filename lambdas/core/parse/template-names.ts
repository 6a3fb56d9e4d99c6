/** Words that are names because of what stands around them: `user ana`, `table orders`, `from RUNNING to STOPPED`. */
import { classAt, LETTER, SPACE, skip } from './scan.ts'

/** What has a name of its own, which often follows it. */
const nouns = new Set([
  'user', 'username', 'account', 'ruser', 'login', 'host', 'hostname', 'server', 'node', 'client', 'peer', 'file', 'directory', 'path',
  'table', 'database', 'schema', 'relation', 'column', 'index', 'key', 'topic', 'queue', 'process', 'thread', 'job', 'task',
  'service', 'container', 'pod', 'image', 'volume', 'device', 'interface', 'driver', 'module', 'class', 'method', 'function', 'package',
  'plugin', 'extension', 'command', 'option', 'parameter', 'property', 'attribute', 'field', 'role', 'group', 'session', 'channel',
  'bucket', 'object', 'region', 'zone', 'cluster', 'namespace', 'type', 'repository', 'branch', 'remote', 'ref', 'script', 'section',
  'variable', 'argument', 'setting', 'slot', 'trigger', 'constraint', 'sequence', 'operator', 'directive', 'handler', 'listener',
  'filter', 'servlet', 'bean', 'resource', 'header', 'cookie', 'pool', 'instance', 'partition', 'tablespace', 'subscription', 'publication',
  'state', 'status',
]) // biome-ignore format: a table

/** Words of a sentence that follow such a noun and are no name. */
const words = new Set([
  'a', 'about', 'after', 'again', 'agent', 'all', 'already', 'also', 'an', 'and', 'any', 'are', 'as', 'at', 'authentication', 'back', 'be',
  'because', 'been', 'before', 'between', 'but', 'by', 'can', 'cannot', 'code', 'could', 'count', 'created', 'data', 'deleted', 'did', 'do', 'does', 'down',
  'due', 'during', 'each', 'error', 'errors', 'every', 'failed', 'failure', 'file', 'files', 'for', 'from', 'full', 'had', 'has', 'have', 'id', 'ID',
  'ids', 'if', 'in', 'index', 'input', 'into', 'is', 'it', 'its', 'key', 'keys', 'limit', 'list', 'locked', 'logged', 'manager', 'may', 'might', 'must',
  'name', 'names', 'no', 'none', 'not', 'null', 'number', 'of', 'off', 'on', 'only', 'option', 'options', 'or', 'out', 'over', 'password', 'path',
  'per', 'pool', 'request', 'requested', 'session', 'account', 'should', 'size', 'so', 'space', 'still', 'system', 'than', 'that', 'the', 'then',
  'these', 'this', 'those', 'to', 'too', 'type', 'under', 'unknown', 'until', 'up', 'updated', 'value', 'values', 'via', 'was', 'were',
  'when', 'where', 'which', 'while', 'will', 'with', 'without', 'would',
  'sent', 'got', 'lost', 'set', 'put', 'left', 'found', 'kept', 'ran', 'run', 'went', 'came', 'took', 'gave', 'made', 'shut', 'hit', 'became',
  'held', 'read', 'wrote', 'broke', 'exit', 'start', 'stop', 'change', 'timeout', 'check', 'event', 'info', 'level', 'table', 'handle',
]) // biome-ignore format: a table

/** Endings of verbs, adverbs and abstract nouns, which follow a noun in a sentence. */
const sentential = /(?:ed|ing|ly|tion|sion|ment|ness|ity|able|ible|less|ful|ous|ive|s)$/

/** What follows a name, and not a verb: `table orders is locked`. */
const predicate = /^ (?:is|are|was|were|has|had|does|did|do|will|already|not) /

/** Whether the word that ends at `end` of `text` is a name, by the word before it and what follows. */
export const isNamed = (word: string, text: string, end: number, previous: string): boolean => {
  if ((classAt(word, 0) & LETTER) === 0) return false
  const start = end - word.length
  if (isReading(text, start, end) || isTransition(text, start, end)) return true
  if (previous === '') return false
  if (previous === 'for') return text.startsWith(' from ', end) || text.startsWith(' by ', end)
  if (previous === 'from') return text.startsWith(' to ', end) && isWord(text, end + 4)
  if (!nouns.has(previous) && !nouns.has(previous.toLowerCase())) return false
  if (words.has(word)) return false
  return isPerson(previous) || !sentential.test(word) || predicate.test(text.slice(end, end + 10))
}

/** `unexpected state: idle`, `role: primary, lag: 3`: one word behind a colon, and nothing but a comma behind it. */
const isReading = (text: string, start: number, end: number): boolean => {
  if (start < 3 || text.charCodeAt(start - 1) !== 32 || text.charCodeAt(start - 2) !== 58) return false
  return end >= text.length || (text.charCodeAt(end) === 44 && text.indexOf(': ', end) > 0)
}

/** `idle -> busy` */
const isTransition = (text: string, start: number, end: number): boolean =>
  text.startsWith(' -> ', end) || text.startsWith(' => ', end) || isArrow(text, start - 4)

const isArrow = (text: string, at: number): boolean =>
  at > 0 && (text.startsWith(' -> ', at) || text.startsWith(' => ', at))

/** Names of people may end like any word. */
const isPerson = (noun: string): boolean =>
  noun === 'user' ||
  noun === 'User' ||
  noun === 'username' ||
  noun === 'account' ||
  noun === 'ruser' ||
  noun === 'login'

/** One word and then the end, a space or a mark. */
const isWord = (text: string, at: number): boolean =>
  skip(text, at, LETTER) > at && (classAt(text, at) & SPACE) === 0
