import { describe, expect, it } from 'vitest'
import { createPost, ReplayFault } from '../../../../lambdas/core/replay/index.ts'
import { type Answer, createReceiver } from '../../../support/http-receiver.ts'

async function posting(plan: readonly Answer[], more: { signal?: AbortSignal; attempts?: number } = {}) {
  const receiver = await createReceiver(plan)
  const waits: number[] = []
  const post = createPost({
    url: receiver.url,
    headers: { authorization: 'Bearer a-token' },
    fetch,
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 1,
    clock: () => Date.UTC(2026, 10, 22, 9),
    timeout: plan.includes('hang') ? 300 : 10_000,
    ...more,
  })
  return { ...receiver, post, waits }
}

const faultOf = (promise: Promise<void>): Promise<ReplayFault> =>
  promise.then(
    () => expect.unreachable(),
    (error) => (error instanceof ReplayFault ? error : Promise.reject(error)),
  )

describe('a post', () => {
  it('is NDJSON with the headers given', async () => {
    const { post, requests } = await posting([])
    await post('{"a":1}\n')
    expect(requests).toMatchObject([
      {
        body: '{"a":1}\n',
        headers: { 'content-type': 'application/x-ndjson', authorization: 'Bearer a-token' },
      },
    ])
  })

  it.each<[Answer]>([[429], [500], [503], [408], ['reset'], ['hang']])(
    'after %j is tried again until it is taken',
    async (answer) => {
      const { post, requests, waits, lines } = await posting([answer, answer])
      await post('{"a":1}\n')
      expect(requests).toHaveLength(3)
      expect(lines()).toEqual(['{"a":1}'])
      expect(waits).toEqual([500, 1_000])
    },
  )

  it('has the same key in each attempt, another one for another batch', async () => {
    const { post, requests } = await posting(['reset after taking it'])
    await post('{"a":1}\n')
    await post('{"a":2}\n')
    const keys = requests.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBe(keys[1])
    expect(new Set(keys).size).toBe(2)
  })

  it.each([
    ['7', 7_000],
    ['Sun, 22 Nov 2026 09:00:09 GMT', 9_000],
    ['100000', 120_000],
    ['soon', 500],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 500],
  ])('waits as long as Retry-After: %s says, within reason', async (value, expected) => {
    const { post, waits } = await posting([{ status: 429, headers: { 'retry-after': value } }])
    await post('x\n')
    expect(waits).toEqual([expected])
  })

  it.each<[Answer]>([
    [400],
    [401],
    [403],
    [413],
    [{ status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ])('that is answered with %j is refused at once, and no token follows', async (answer) => {
    const { post, requests, waits } = await posting([answer])
    const { code, message } = await faultOf(post('x\n'))
    expect({ code, requests: requests.length, waits }).toEqual({
      code: 'destination_refused',
      requests: 1,
      waits: [],
    })
    expect(message).not.toMatch(/secret|token|answer$/)
  })

  it('is given up after some attempts, and says the last trouble and no secret', async () => {
    const { post, requests } = await posting([503, 503, 503], { attempts: 3 })
    const { code, message } = await faultOf(post('x\n'))
    expect({ code, requests: requests.length }).toEqual({ code: 'destination_unavailable', requests: 3 })
    expect(message).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+ did not take a batch in 3 attempts, the last: status 503$/,
    )
  })

  it('ends when it is interrupted', async () => {
    const stop = new AbortController()
    const { post } = await posting(['hang'], { signal: stop.signal })
    setTimeout(() => stop.abort(), 20)
    expect((await faultOf(post('x\n'))).code).toBe('interrupted')
  })
})
