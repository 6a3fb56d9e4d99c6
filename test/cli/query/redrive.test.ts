import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { quarantinePayload } from '../../../lambdas/core/quarantine/index.ts'
import { createFolderStore } from '../../../lambdas/core/store/index.ts'
import { payloadOf } from '../../support/events.ts'
import { command, file, temporaryFolder } from '../world.ts'

test('archives what works now, leaves the rest, and says both', async () => {
  const folder = temporaryFolder()
  const events = file(folder, 'captured.events', `${payloadOf(['one'])}\nnot base64\n`)
  await command(['run', events, '--format', 'events'], { folder })
  const store = createFolderStore(join(folder, 'sluice-out'))
  await quarantinePayload(payloadOf(['two', 'three']), 'unexpected_error', store)
  const { exit, out } = await command(['redrive'], { folder })
  expect({ exit, out }).toEqual({ exit: 1, out: '1 object (2 events) left the quarantine; 1 still fails.\n' })
  expect(globSync('sluice-out/quarantine/**/*.json', { cwd: folder })).toHaveLength(1)
})

test.each([
  [['--bucket', 'archive'], 'missing_value'],
  [['x'], 'unexpected_argument'],
  [['--out', 'nowhere'], 'no_archive'],
])('refuses %j with the code %s', async (args, code) => {
  const { exit, err } = await command(['redrive', ...args], { folder: temporaryFolder() })
  expect({ exit, known: err.includes(`[${code}]`) }).toEqual({ exit: 2, known: true })
})
