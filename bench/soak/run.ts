/**
 * `npm run soak`: 10 million events or 30 minutes, whichever is over first, through ingest in this process, with faults on
 * every way. Ends with a table in which the sums must be equal; exit code 1 if they are not.
 */
import { parseArgs } from 'node:util'
import { balances } from './account.ts'
import { type Soaked, soak } from './soak.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
})
const started = performance.now()
const seconds = (): number => (performance.now() - started) / 1_000
const number = (value: number): string => value.toLocaleString('en-US')

let told = 0
function progress({ events }: Soaked): void {
  if (seconds() - told < 10) return
  told = seconds()
  console.log(
    `${told.toFixed(0).padStart(5)} s  ${number(events)} events, ${number(Math.round(events / told))} a second`,
  )
}

const soaked = await soak({
  seed: Number(values.seed),
  events: Number(values.events),
  enough: () => seconds() > Number(values.minutes) * 60,
  progress,
})
console.table(soaked.rows)
const { events, payloads, objects, broken, inQuarantine, faults } = soaked
console.log(
  `${number(events)} events in ${number(payloads)} payloads, ${number(objects)} objects, ${number(inQuarantine)} of ${number(broken)} broken payloads in quarantine, ${seconds().toFixed(0)} s`,
)
console.log(
  `in the way: ${number(faults.refusals)} refusals of stores, ${number(faults.kills)} kills; ${number(faults.redriven)} deliveries put through again from a queue of failures`,
)
const wrong = soaked.rows.filter((row) => !balances(row)).map(({ logGroup }) => logGroup)
if (inQuarantine !== broken) wrong.push('quarantine')
console.log(wrong.length === 0 ? 'every sum is equal' : `NOT EQUAL: ${wrong.join(', ')}`)
process.exitCode = wrong.length === 0 ? 0 : 1
