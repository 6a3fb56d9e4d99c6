import type { LogGroups } from './log-groups.ts'
import type { Subscription } from './plan.ts'
import { type Budget, type Continuation, reconcile, reconcileGroup } from './reconcile.ts'
import { emptySubscribeReport, type SubscribeReport } from './report.ts'
import type { Continued, StackRequest, Trigger } from './trigger.ts'

/** What CloudFormation is told; `reason` only when it failed. */
export interface Answer {
  readonly failed?: string
}

/** What `subscribe` works with. */
export interface Subscriber {
  readonly subscription: Subscription
  readonly groups: LogGroups
  readonly budget: Budget
  /** Runs the function again, later and for itself. */
  readonly continueWith: (continued: Continued) => Promise<void>
  readonly answer: (request: StackRequest, answer: Answer) => Promise<void>
}

/**
 * How many sweeps may follow each other: with 13 minutes each and five calls a second that is more log groups than an account
 * may have unless AWS raised it. Lambda itself ends such a chain after 16.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export const mostHops = 12

/** What was done, and whether it is done. */
export interface Run {
  readonly report: SubscribeReport
  /** The sweep was given up before its end; the next one begins anew. */
  readonly unfinished: boolean
}

async function sweep(
  subscriber: Subscriber,
  subscription: Subscription,
  { from, hops, request }: Partial<Continued> & { readonly hops: number },
): Promise<Run & { readonly next?: Continuation }> {
  const { report, next } = await reconcile(subscription, subscriber.groups, subscriber.budget, from)
  if (!next) return { report, unfinished: false }
  if (hops >= mostHops) return { report, unfinished: true }
  await subscriber.continueWith({ from: next, hops: hops + 1, ...(request ? { request } : {}) })
  return { report, unfinished: false, next }
}

/** A deployment waits for the first sweep, so that it fails if nothing can work; a deletion waits for the last. */
async function forStack(subscriber: Subscriber, request: StackRequest, continued?: Continued): Promise<Run> {
  const deleting = request.RequestType === 'Delete'
  const subscription = deleting ? { ...subscriber.subscription, sources: [] } : subscriber.subscription
  try {
    const chain = { hops: continued?.hops ?? 0, ...(continued ? { from: continued.from } : {}) }
    const run = await sweep(subscriber, subscription, { ...chain, ...(deleting ? { request } : {}) })
    if (run.unfinished)
      await subscriber.answer(request, { failed: 'there are too many log groups to go through' })
    else if (!deleting || !run.next) await subscriber.answer(request, {})
    return run
  } catch (error) {
    await subscriber.answer(request, { failed: error instanceof Error ? error.message : 'unknown' })
    return { report: emptySubscribeReport, unfinished: true }
  }
}

/**
 * Does what the function was invoked for: one log group, or as many as fit into the budget, with the rest in a run of its own.
 *
 * @throws when the environment is at fault, unless a stack waits for the answer: it is then told.
 */
export async function runSubscribe(trigger: Trigger, subscriber: Subscriber): Promise<Run> {
  const { subscription, groups } = subscriber
  switch (trigger.kind) {
    case 'group': {
      const group = await groups.find(trigger.logGroup)
      const report = group ? await reconcileGroup(group, subscription, groups) : emptySubscribeReport
      return { report, unfinished: false }
    }
    case 'sweep':
      return sweep(subscriber, subscription, { hops: 0 })
    case 'stack':
      return forStack(subscriber, trigger.request)
    case 'continued': {
      const { request } = trigger.continued
      return request
        ? forStack(subscriber, request, trigger.continued)
        : sweep(subscriber, subscription, trigger.continued)
    }
    case 'nothing':
      return { report: emptySubscribeReport, unfinished: false }
  }
}
