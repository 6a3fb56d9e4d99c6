export { keyGoesOn, opensKey } from './private-key.ts'
export { limits, stitch, stitchBy } from './stitch.ts'
