export { clean, cleanLine } from './clean.ts'
export {
  createDynamoTallyStore,
  type Dynamo,
  type DynamoTallyOptions,
  type Item,
  readTallyItem,
  tallyPrefix,
} from './dynamo.ts'
export { absentValue, type Group, groupHash, shortHash } from './group.ts'
export { createMemoryTallyStore } from './memory.ts'
export { type CountingRule, countingRule, definitionOf, quantumOf, widthOf } from './rule.ts'
export { mostSamples, pickSamples, type Sample } from './sample.ts'
export { createSqliteTallyStore } from './sqlite.ts'
export { mostTallies, type TalliesInRange, type TallyRange, type TallyStore } from './store.ts'
export { eventTime, mostGroups, type TallyOptions, tally } from './tally.ts'
export { quantumTime, seriesKey, type Tally } from './types.ts'
