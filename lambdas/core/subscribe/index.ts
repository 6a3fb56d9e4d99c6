export { type Backoff, withBackoff } from './backoff.ts'
export { createCloudWatchLogGroups } from './cloudwatch.ts'
export {
  type Filter,
  type LogGroup,
  type LogGroups,
  type Outcome,
  type Page,
  type Refusal,
  Throttled,
} from './log-groups.ts'
export {
  functionName,
  isOwnLogGroup,
  loopProblems,
  type OwnFunction,
  ownFunctions,
  ownLogGroup,
  selectionCriteria,
} from './own-log-groups.ts'
export {
  type Action,
  managedFilterName,
  needsTags,
  ownTag,
  type Plan,
  plan,
  type Subscription,
  type Verdict,
} from './plan.ts'
export { type Budget, type Continuation, reconcile, reconcileGroup, type Sweep } from './reconcile.ts'
export { addSubscribeReports, emptySubscribeReport, type Problem, type SubscribeReport } from './report.ts'
export { type Answer, mostHops, type Run, runSubscribe, type Subscriber } from './run.ts'
export { candidates, globsOverlap, hasTags, isGlob, isManaged, type Selector, type Tags } from './select.ts'
export { type Continued, type StackRequest, type Trigger, triggerOf } from './trigger.ts'
