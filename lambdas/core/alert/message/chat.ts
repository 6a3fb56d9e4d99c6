import type { Notification, SentSample } from '../notification.ts'
import { subject } from './short.ts'
import { bar, dateTime, trendPart } from './words.ts'

const longestTitle = 200
const longestSample = 500

/**
 * Log text between backticks, where chats show it as it is: no backtick ends that early, and nothing calls a channel or
 * becomes a link even where a chat looks inside.
 */
const quoted = (text: string): string =>
  text.replace(/`/g, "'").replace(/</g, '‹').replace(/>/g, '›').replace(/@/g, '＠')

const inline = (text: string): string => `\`${quoted(text).replace(/\s+/g, ' ').trim() || '-'}\``

function sample({ exception, body }: SentSample): string {
  const text = exception
    ? `${exception.type}: ${exception.message}${exception.frame ? `\n${exception.frame}` : ''}`
    : body
  const shown = text.trim()
  return `\`\`\`\n${quoted(shown.length > longestSample ? `${shown.slice(0, longestSample)}…` : shown)}\n\`\`\``
}

function facts(told: Notification): string[] {
  const where = Object.entries(told.group).map(([path, value]) => `${path} ${inline(value)}`)
  return [
    `*Where* ${where.length > 0 ? where.join(', ') : inline(told.services.join(', ') || told.service)}`,
    `*Since* ${dateTime(told.started_at)}${told.ended_at ? `, *until* ${dateTime(told.ended_at)}` : ''}`,
    ...(told.trend.length > 0 ? [`*Trend* ${bar(told.trend)} of ${trendPart(told)} each`] : []),
    ...(told.suppressed > 0 ? [`${told.suppressed} since the last message`] : []),
  ]
}

function links({ links: { logs, archive, runbook } }: Notification): string[] {
  return [
    ...(runbook ? [`<${runbook}|Runbook>`] : []),
    ...(logs ? [`<${logs}|Logs> (unredacted, in CloudWatch)`] : []),
    ...(archive ? [`<${archive}|Archive> (redacted)`] : []),
  ]
}

const icons = { firing: ':rotating_light:', resolved: ':white_check_mark:' } as const

/**
 * The notification as Amazon Q Developer shows it in Slack and Teams. All messages of an incident are in one thread.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chat(told: Notification): string {
  const line = quoted(subject(told)).slice(0, longestTitle)
  const steps = links(told)
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id: told.alert_id,
    content: {
      textType: 'client-markdown',
      title: `${icons[told.state]} ${line}`,
      description: [...facts(told), ...told.samples.map(sample)].join('\n'),
      ...(steps.length > 0 ? { nextSteps: steps } : {}),
      keywords: [told.rule, told.priority],
    },
    metadata: {
      threadId:
        `${told.pipeline} ${told.rule} ${told.started_at} ${Object.values(told.group).join(' ')}`.slice(
          0,
          256,
        ),
      summary: line,
      eventType: told.state,
      additionalContext: { pipeline: told.pipeline, rule: told.rule, priority: told.priority },
    },
  })
}
