export { roles, SAID_IN_PAIRS, saidAs, told } from './layout.ts'
export * as columns from './line-writer.ts'
export { type LineWriter, theLineWriter } from './line-writer.ts'
export { type AskedHead, type Lying, type Page, type Span, thePage } from './page.ts'
