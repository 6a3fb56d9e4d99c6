import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cleanup } from './cleanup.ts'
import { output, root } from './places.ts'
import { finish } from './processes.ts'

/** A value that must not survive. The name is printed, the value never. */
export interface PlantedSecret {
  readonly name: string
  readonly value: string
}

/** What the shop wrote while it was driven, and the secrets that are in it. */
export interface ShopLog {
  readonly text: string
  readonly planted: readonly PlantedSecret[]
}

/** Runs the shop as a process, drives it for `seconds` with about `requests` visits and a burst of failed payments. */
export async function driveShop(
  bin: string,
  { seconds, requests }: { readonly seconds: number; readonly requests: number },
  cleanup: Cleanup,
): Promise<ShopLog> {
  const log = join(output, 'shop.log')
  const planted = join(output, 'planted.json')
  const amount = ['--seconds', String(seconds), '--requests', String(requests)]
  await finish(
    {
      command: join(bin, 'python'),
      args: ['drive.py', ...amount, '--out', log, '--planted', planted],
      env: process.env,
      cwd: join(root, 'examples/flask'),
      log: join(output, 'drive.log'),
    },
    cleanup,
  )
  return { text: readFileSync(log, 'utf8'), planted: JSON.parse(readFileSync(planted, 'utf8')) }
}
