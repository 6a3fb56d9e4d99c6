export { explainParse, type Grouping, type ParseExplanation, type Source } from './explain.ts'
export { fingerprint } from './fingerprint.ts'
export { parse } from './parse.ts'
