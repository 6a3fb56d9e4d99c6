import { expect, test } from 'vitest'
import {
  isOwnLogGroup,
  loopProblems,
  ownFunctions,
  ownLogGroup,
} from '../../../../lambdas/core/subscribe/index.ts'

const source = (...logGroups: string[]) => ({ logGroups, service: 'shop', filterPattern: '' })

test.each(ownFunctions)("the log group of the pipeline's %s function is its own", (own) => {
  expect(isOwnLogGroup('shop', `/aws/lambda/shop-${own}`)).toBe(true)
  expect(isOwnLogGroup('shop', ownLogGroup('shop', own))).toBe(true)
})

test.each(['/aws/lambda/shop-checkout', '/aws/lambda/other-ingest', '/ecs/shop', '/aws/lambda/shop-ingest2'])(
  '%s is the user’s',
  (logGroup) => {
    expect(isOwnLogGroup('shop', logGroup)).toBe(false)
  },
)

test('a loop is reported with the path of the log group that would make it', () => {
  const sources = [source('/ecs/shop'), source('/ecs/web', '/aws/lambda/shop-alert')]
  expect(loopProblems({ name: 'shop', sources }).map(({ path }) => path)).toEqual(['sources[1].logGroups[1]'])
})
