export { fingerprint } from './fingerprint.ts'
export { explainParse, type ParseExplanation, parse } from './parse.ts'
