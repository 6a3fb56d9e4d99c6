/** Compiles `assembly/sieve.ts` to `wasm.ts`: `npm run build:sieve`. A test compares the two. */
import { writeFileSync } from 'node:fs'
import asc from 'assemblyscript/asc'

const here = import.meta.dirname
const options = [
  '-O3',
  '--runtime',
  'stub',
  '--noAssert',
  '--importMemory',
  '--enable',
  'simd',
  '--outFile',
  'sieve.wasm',
]

/** The compiled sieve, as base64. */
export async function compile() {
  let binary
  const writeFile = (_name, contents) => {
    binary = contents
  }
  const { error, stderr } = await asc.main(['sieve.ts', '--baseDir', `${here}/assembly`, ...options], {
    writeFile,
  })
  if (error) throw new Error(`[sieve] not compiled: ${stderr.toString()}`, { cause: error })
  return Buffer.from(binary).toString('base64')
}

if (import.meta.main) {
  const lines = ['/** Made by `npm run build:sieve` from assembly/sieve.ts. */', 'export const wasm =']
  writeFileSync(`${here}/wasm.ts`, `${lines.join('\n')}\n  '${await compile()}'\n`)
}
