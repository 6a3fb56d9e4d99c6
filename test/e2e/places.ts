import { delimiter, join, resolve } from 'node:path'

/** The checkout. */
export const root = resolve(import.meta.dirname, '../..')

/** Where the run leaves its logs, the report and its picture. Not in git. */
export const output = join(root, '.e2e')

/** Node 24 first: what a local AWS runs the functions with is what it finds on the PATH. */
export const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter)
