export { limits, stitch } from './stitch.ts'
