import { joinPath, type Problem } from '../config/error.ts'

/**
 * Every function that a pipeline has. A function's physical name is made from this list (`functionName`), so one that is
 * missing here cannot be deployed, and its log group cannot be forgotten below.
 */
export const ownFunctions = ['ingest', 'alert', 'subscribe', 'compact', 'audit'] as const
export type OwnFunction = (typeof ownFunctions)[number]

/** The physical name of a pipeline's function: `shop-ingest`. */
export const functionName = (pipeline: string, own: OwnFunction): string => `${pipeline}-${own}`

/** The log group of a pipeline's function: `/aws/lambda/shop-ingest`. */
export const ownLogGroup = (pipeline: string, own: OwnFunction): string =>
  `/aws/lambda/${functionName(pipeline, own)}`

/**
 * Whether a log group belongs to the pipeline itself. To subscribe it would feed what ingest logs back into ingest, without
 * end. Names are compared in full: `/aws/lambda/shop-checkout` is the user's and welcome in the pipeline `shop`.
 */
export const isOwnLogGroup = (pipeline: string, logGroup: string): boolean =>
  ownFunctions.some((own) => ownLogGroup(pipeline, own) === logGroup)

/** The part of a configuration that says what is subscribed, as written or as resolved. */
interface Sources {
  readonly name: string
  readonly sources: readonly { readonly logGroups: readonly string[] }[]
}

/** Each place in `sources` that names one of the pipeline's own log groups. */
export function loopProblems({ name, sources }: Sources): Problem[] {
  return sources.flatMap((source, i) =>
    source.logGroups.flatMap((logGroup, j) =>
      isOwnLogGroup(name, logGroup)
        ? [
            {
              path: joinPath('sources', i, 'logGroups', j),
              message: `${logGroup} is the pipeline's own log group: subscribed, it would feed itself without end`,
            },
          ]
        : [],
    ),
  )
}

/**
 * Which log groups a subscription of the whole account takes: all but those named, and never the pipeline's own. CloudWatch
 * Logs itself protects only the log group of the function that it delivers to.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters-AccountLevel.html
 */
export function selectionCriteria(pipeline: string, exclude: readonly string[]): string {
  const own = ownFunctions.map((each) => ownLogGroup(pipeline, each))
  return `LogGroupName NOT IN ${JSON.stringify([...new Set([...own, ...exclude])])}`
}
