export { compileWhen, type Matcher } from './compile-when.ts'
export { matchesGlob } from './glob.ts'
export { valueAt } from './value-at.ts'
