import { type LintFinding, type LintRule, lintRules } from '../../lambdas/core/lint/index.ts'
import { bytes, count, plural, share, short } from '../terminal.ts'
import { type Html, html } from './html.ts'

const titles: Readonly<Record<LintRule, string>> = {
  repeated_secret: 'Logs secrets or personal data',
  debug_enabled: 'DEBUG is enabled',
  chatty_logger: 'More than half of all bytes',
  unstructured_text: 'Text in a log of JSON',
}

const advice: Readonly<Record<LintRule, string>> = {
  repeated_secret:
    'Leave the value out where it is logged. Redaction is the second line of defence, and the source log group keeps the raw text.',
  debug_enabled:
    'Set the level to INFO in production: CloudWatch bills each byte when it arrives, whatever a route drops later.',
  chatty_logger: 'Raise the level of this logger, sample it, or log once for each request.',
  unstructured_text:
    'Log it through the JSON logger: severity, ids and fields of plain text cannot be searched.',
}

/** How often, in words. */
function measure({ rule, count: times, detector, bytes: size, share: part }: LintFinding): string {
  switch (rule) {
    case 'repeated_secret':
      return `${detector}, removed ${plural(times, 'time')}`
    case 'chatty_logger':
      return `${share(part, 1)} of all bytes, ${bytes(size)}`
    case 'unstructured_text':
      return `${plural(times, 'record')}, ${share(part, 1)} of the service's`
    default:
      return `${plural(times, 'record')}, ${share(part, 1)} of all bytes`
  }
}

/** `shop, shop.cart` */
const speaker = ({ service, logger }: LintFinding): string =>
  logger === '' ? service : `${service}, ${logger}`

function row(finding: LintFinding): Html {
  const { rule, place, template } = finding
  const message =
    rule === 'chatty_logger' || template === '' ? html`` : html`<span class="message">${template}</span>`
  return html`<tr><td><span class="kind">${titles[rule]}</span><br><span class="soft">${advice[rule]}</span></td>
<td><span class="name">${speaker(finding)}</span>${place === '' ? html`` : html`<br><code>${place}</code>`}${message}</td><td>${measure(finding)}</td></tr>`
}

/** What a report says about the log itself, with the place in the code where it is known. */
export function hints(findings: readonly LintFinding[]): Html {
  if (findings.length === 0)
    return html`<section><h2>How this log could be better</h2><p class="soft">Nothing found: no DEBUG, no repeated secret, no logger that drowns the others, no text among JSON.</p></section>`
  return html`<section class="long"><h2>How this log could be better</h2>
<div class="wide"><table><thead><tr><th scope="col">What</th><th scope="col">Where</th><th scope="col">How often</th></tr></thead>
<tbody>${findings.map(row)}</tbody></table></div></section>`
}

const counted: Readonly<Record<LintRule, readonly [one: string, many: string]>> = {
  repeated_secret: ['place that logs secrets', 'places that log secrets'],
  debug_enabled: ['logger with DEBUG on', 'loggers with DEBUG on'],
  chatty_logger: ['logger that writes over half of the bytes', 'loggers that write over half of the bytes'],
  unstructured_text: ['kind of text among JSON', 'kinds of text among JSON'],
}

/** The same in one line, each rule with its first place. */
export function hintSummary(findings: readonly LintFinding[]): string {
  const parts = lintRules.flatMap((rule) => {
    const some = findings.filter((finding) => finding.rule === rule)
    if (some.length === 0) return []
    const [one, many] = counted[rule]
    const where = short(some[0]!.place || speaker(some[0]!), 60)
    return [`${count(some.length)} ${some.length === 1 ? one : many} (${where})`]
  })
  return `${parts.join(', ')}; see the report`
}
