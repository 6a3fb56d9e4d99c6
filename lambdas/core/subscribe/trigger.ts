import type { Continuation } from './reconcile.ts'

/** What CloudFormation asks of a custom resource, as far as it matters here. */
export interface StackRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete'
  /** Where the answer goes: an address that is signed and short-lived. */
  readonly ResponseURL: string
  readonly StackId: string
  readonly RequestId: string
  readonly LogicalResourceId: string
  readonly PhysicalResourceId?: string
}

/** What a sweep that is not finished sends to the function itself. */
export interface Continued {
  readonly from: Continuation
  /** How many sweeps there have been before it. */
  readonly hops: number
  /** Only when the stack is being deleted and waits for the end. */
  readonly request?: StackRequest
}

/** Why `subscribe` runs. `nothing` is an event of which no log group can be read. */
export type Trigger =
  | { readonly kind: 'group'; readonly logGroup: string }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'stack'; readonly request: StackRequest }
  | { readonly kind: 'continued'; readonly continued: Continued }
  | { readonly kind: 'nothing' }

type Unknown = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Unknown => typeof value === 'object' && value !== null
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** `arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop`, perhaps with `:*` at its end. */
const nameInArn = (arn: string): string | undefined =>
  /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(arn)?.[1]

/** Of a call to CloudWatch Logs that CloudTrail recorded. One that failed has changed nothing. */
function fromCall({ errorCode, requestParameters }: Unknown): Trigger {
  if (errorCode !== undefined || !isObject(requestParameters)) return { kind: 'nothing' }
  const arn = text(requestParameters['resourceArn'])
  const logGroup = text(requestParameters['logGroupName']) ?? (arn && nameInArn(arn))
  return logGroup ? { kind: 'group', logGroup } : { kind: 'nothing' }
}

/**
 * Reads what the function was invoked with. Calls that CloudTrail recorded name one log group; everything else that
 * EventBridge sends (the schedule, the stack's own status) asks for all of them.
 */
export function triggerOf(event: unknown): Trigger {
  if (!isObject(event)) return { kind: 'nothing' }
  if (isObject(event['continued']))
    return { kind: 'continued', continued: event['continued'] as unknown as Continued }
  if (text(event['RequestType']) && text(event['ResponseURL']))
    return { kind: 'stack', request: event as unknown as StackRequest }
  if (event['detail-type'] === 'AWS API Call via CloudTrail')
    return isObject(event['detail']) ? fromCall(event['detail']) : { kind: 'nothing' }
  return text(event['detail-type']) ? { kind: 'sweep' } : { kind: 'nothing' }
}
