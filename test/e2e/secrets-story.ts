import { noSecretIn, type Place } from './assertions/secrets.ts'
import { expectSame, type Problems } from './checks.ts'
import config from './e2e.config.ts'
import type { ShopLog } from './flask.ts'
import { placesToSearch } from './places-to-search.ts'
import type { Stage } from './stage.ts'

/** Addresses are hashed here: with the key of Secrets Manager, and the same address always to the same pseudonym. */
export async function checkPseudonyms({ archive, checks }: Stage) {
  const clients = (await archive.records()).flatMap(({ attributes: { client } }) =>
    typeof client === 'string' ? [client] : [],
  )
  const pseudonyms = new Set(clients.filter((client) => /^\[HMAC:\w+:[\w-]+\]$/.test(client)))
  const problems =
    pseudonyms.size > 5 && pseudonyms.size <= 21 ? [] : [`${pseudonyms.size} pseudonyms for 20 customers`]
  checks.check('a hashed value has one pseudonym, made with the key of Secrets Manager', problems)
}

/** Nothing found in nothing proves nothing. */
const something = (places: readonly Place[]): Problems =>
  places.some(({ text }) => text.trim() !== '') ? [] : ['there is nothing to search']

/** Looks for every planted secret wherever people or machines read, in every form in which it could be written. */
export async function checkSecrets(
  { aws, inbox, deployed, archive, checks }: Stage,
  { text, planted }: ShopLog,
) {
  const { objects, items, messages, ownLogs } = await placesToSearch(
    aws,
    config.name,
    deployed,
    archive,
    inbox,
  )
  console.log(`     planted: ${planted.map(({ name }) => name).join(', ')}`)
  const found = noSecretIn([{ name: 'the log', text }], planted).length
  checks.check('every planted secret is in the log that goes in', expectSame('found', found, planted.length))
  const all = [...planted, { name: 'password_in_a_broken_payload', value: 'never-to-be-seen-4711' }]
  const check = (where: string, places: readonly Place[]) =>
    checks.check(`none of ${all.length} secrets is in ${where}`, [
      ...something(places),
      ...noSecretIn(places, all),
    ])
  check('the archive', objects)
  check('DynamoDB', items)
  check('a notification', messages)
  for (const log of ownLogs) check(log.name, [log])
}
