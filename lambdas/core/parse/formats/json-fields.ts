/**
 * What the usual field names of JSON loggers mean: python-json-logger, structlog, loguru, pino, winston, bunyan, Lambda,
 * Powertools, logback and log4j2 JSON layouts, ECS, zap, slog, zerolog, logrus, Serilog, GELF, OpenTelemetry.
 */

/** What a field is used for. Names of one role are tried in the order of the record; `message` has its own order. */
export type Role =
  | 'time'
  | 'level'
  | 'severityNumber'
  | 'message'
  | 'logger'
  | 'service'
  | 'trace'
  | 'span'
  | 'stack'
  | 'errorType'
  | 'errorMessage'
  | 'error'

const names: Readonly<Record<Role, readonly string[]>> = {
  time: [
    '@timestamp', 'timestamp', 'Timestamp', 'time', 'ts', 'datetime', 'date', 'asctime', '@t', 'eventTime',
    'timeMillis', 'instant', 'timeUnixNano', 'time_unix_nano', 'written_at', 'TimeGenerated', '__REALTIME_TIMESTAMP', 'logged_at',
  ],
  level: [
    'level', 'levelname', 'log.level', 'severity', 'severity_text', 'severityText', 'SeverityText', 'lvl', 'loglevel',
    'log_level', 'PRIORITY', 'logLevel', 'LogLevel', 'Level', '@l', 'level_name', 'error_severity',
  ],
  severityNumber: ['severity_number', 'severityNumber', 'SeverityNumber'],
  message: ['message', 'msg', 'Message', '@m', 'short_message', 'event', 'log', 'body', 'Body', 'MESSAGE', 'textPayload', '@mt'],
  logger: [
    'logger', 'logger_name', 'loggerName', 'log.logger', 'logger.name', 'LoggerName', 'SourceContext', 'Category',
    'category', 'scope_name', 'SYSLOG_IDENTIFIER', 'channel', 'name', '_logger',
  ],
  service: ['service.name', 'service', 'service_name', 'serviceName', 'dd.service'],
  trace: [
    'trace_id', 'traceId', 'traceid', 'TraceId', 'trace.id', 'otelTraceID', 'otel.trace_id', 'dd.trace_id', 'traceparent',
    'xray_trace_id', 'xrayTraceId', '@tr', 'AWS-XRAY-TRACE-ID',
  ],
  span: ['span_id', 'spanId', 'spanid', 'SpanId', 'span.id', 'otelSpanID', 'otel.span_id', 'dd.span_id', '@sp'],
  stack: [
    'exc_info', 'exc_text', 'exception', 'stack_trace', 'stackTrace', 'stacktrace', 'error.stack_trace', 'error.stack',
    'exception.stacktrace', 'stack', 'traceback', 'errorVerbose', '@x', 'stack_info', 'full_message',
  ],
  errorType: ['error.type', 'exception.type', 'errorType', 'exc_type', 'exception_class', 'error.kind'],
  errorMessage: ['error.message', 'exception.message', 'errorMessage', 'exc_message'],
  error: ['err', 'error', 'thrown', 'throwable'],
} // biome-ignore format: a table

const roles = new Map<string, Role>()
for (const [role, list] of Object.entries(names)) for (const name of list) roles.set(name, role as Role)

/** The role of a top-level field, by its exact name. */
export const roleOf = (name: string): Role | undefined => roles.get(name)

/** All names that have a role. */
export const fieldNames: readonly string[] = [...roles.keys()]

/** How strongly a name means "the message": lower wins when a record has several. */
export const messageRank = (name: string): number => names.message.indexOf(name)
