import type { BrokenPayload } from '../broken-payloads.ts'
import { listObjects } from '../buckets.ts'
import { expectSame, type Problems } from '../checks.ts'
import type { Aws } from '../local-aws.ts'

const codeOf = (key: string): string => /code=([a-z0-9_]+)\//.exec(key)?.[1] ?? `no code in ${key}`

const count = (values: readonly string[]): Map<string, number> =>
  new Map([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]))

/** Each broken payload is in quarantine once, under its code, and nothing else is. */
export async function quarantinedOnce(
  aws: Aws,
  bucket: string,
  broken: readonly BrokenPayload[],
): Promise<Problems> {
  const got = count((await listObjects(aws, bucket)).map(({ key }) => codeOf(key)))
  const expected = count(broken.map(({ code }) => code))
  const codes = new Set([...got.keys(), ...expected.keys()])
  return [...codes].flatMap((code) =>
    expectSame(`objects with code ${code}`, got.get(code) ?? 0, expected.get(code) ?? 0),
  )
}
