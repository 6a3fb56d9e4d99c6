/** Compiles each `assembly/<name>.ts` of the core to the `wasm.ts` beside its folder: `npm run build:wasm`. Tests compare the two. */
import { globSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import asc from 'assemblyscript/asc'

const core = dirname(import.meta.dirname)
const options = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd']

/** The sources, relative to the core: in each `assembly` folder the file that is called as the folder around it. */
export const sources = globSync('*/**/assembly/*.ts', { cwd: core }).filter(
  (source) => basename(source, '.ts') === basename(dirname(dirname(source))),
)

/** One source compiled, as base64. */
export async function compile(source) {
  let binary
  const writeFile = (_name, contents) => {
    binary = contents
  }
  const where = ['--baseDir', join(core, dirname(source)), '--outFile', 'out.wasm']
  const { error, stderr } = await asc.main([basename(source), ...where, ...options], { writeFile })
  if (error) throw new Error(`[wasm] ${source}: ${stderr.toString()}`, { cause: error })
  return Buffer.from(binary).toString('base64')
}

/** Where what a source compiles to is kept. */
export const targetOf = (source) => join(core, dirname(dirname(source)), 'wasm.ts')

if (import.meta.main)
  for (const source of sources) {
    const lines = [
      `/** Made by \`npm run build:wasm\` from assembly/${basename(source)}. */`,
      'export const wasm =',
    ]
    writeFileSync(targetOf(source), `${lines.join('\n')}\n  '${await compile(source)}'\n`)
  }
