import { expect, test } from 'vitest'
import { command, file, temporaryFolder } from './world.ts'

test('check says in words what each kind of alert waits for, and when it is mute', async () => {
  const folder = temporaryFolder()
  const alerts = [
    {
      name: 'burst',
      when: { severity: 'error' },
      threshold: { count: 10, within: '5m' },
      mute: '2026-12-01',
    },
    {
      name: 'share',
      when: { severity: 'error' },
      threshold: { ratio: 0.05, within: '10m', minimum: 100 },
      mute: true,
    },
    {
      name: 'fresh',
      when: { severity: 'error' },
      threshold: { firstSeenWithin: '30d' },
      groupBy: ['fingerprint'],
    },
    {
      name: 'quiet',
      when: { 'service.name': 'shop' },
      threshold: { silentFor: '15m' },
      activeHours: { days: ['mon'], from: '08:00', to: '18:30', timeZone: 'Europe/Berlin' },
    },
  ]
  const config = { name: 'shop', sources: [{ logGroups: ['/ecs/shop'] }], alerts }
  file(folder, 'pipeline.config.json', JSON.stringify(config))
  const { exit, out } = await command(['check'], { folder })
  expect(exit).toBe(0)
  for (const words of [
    /burst: 10 within 5m of severity error;.* mute until 2026-12-01 00:00:00 UTC/,
    /share: 5 % within 10m, of 100 at least, of severity error;.* mute$/m,
    /fresh: not seen for 30d: severity error for each fingerprint;.* again after 30d/,
    /quiet: none for 15m of service.name shop;.* mon 08:00 to 18:30 Europe\/Berlin/,
  ])
    expect(out).toMatch(words)
})
