import type { Answer, StackRequest } from '../core/subscribe/index.ts'

/** What CloudFormation wants to hear. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export function answerBody(request: StackRequest, { failed }: Answer, pipeline: string): string {
  return JSON.stringify({
    Status: failed === undefined ? 'SUCCESS' : 'FAILED',
    Reason: failed === undefined ? 'subscriptions are as configured' : `Sluice ${pipeline}: ${failed}`,
    PhysicalResourceId: request.PhysicalResourceId ?? `${pipeline}-subscriptions`,
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
  })
}

/**
 * Answers a stack that waits. The address is signed for a request without a content type, which `fetch` adds to text but not
 * to bytes.
 *
 * @throws {Error} with the status when CloudFormation does not take it: Lambda then runs the function again.
 */
export async function answerStack(request: StackRequest, answer: Answer, pipeline: string): Promise<void> {
  const body = new TextEncoder().encode(answerBody(request, answer, pipeline))
  const { ok, status } = await fetch(request.ResponseURL, { method: 'PUT', body })
  if (!ok) throw new Error(`[subscribe] CloudFormation did not take the answer: ${status}`)
}
