import type { SourceConfig } from '../../lambdas/core/config/index.ts'
import type { Filter, Subscription } from '../../lambdas/core/subscribe/index.ts'

/** A source of one log group, with what a test is about. */
export const sourceOf = (parts: Partial<SourceConfig> = {}): SourceConfig => ({
  logGroups: ['/ecs/shop/web'],
  exclude: [],
  tags: {},
  service: 'shop',
  filterPattern: '',
  ...parts,
})

/** The ARN of the function that the subscriptions in the tests lead to. */
export const destination = 'arn:aws:lambda:eu-west-1:123456789012:function:shop-ingest'

export const subscriptionOf = (...sources: SourceConfig[]): Subscription => ({
  pipeline: 'shop',
  sources,
  destination,
})

/** The filter that `subscribe` makes for `subscriptionOf`. */
export const ownFilter: Filter = { name: 'shop.auto', pattern: '', destination }

/** A filter that somebody else made. */
export const foreignFilter: Filter = {
  name: 'datadog',
  pattern: 'ERROR',
  destination: 'arn:aws:lambda:eu-west-1:123456789012:function:forwarder',
}
