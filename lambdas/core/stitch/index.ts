export { keyGoesOn, opensKey } from './private-key.ts'
export { limits, stitch } from './stitch.ts'
