import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { costOf } from '../../cli/check/cost.ts'
import { parseConfig } from '../../lambdas/core/config/index.ts'
import { command, file, temporaryFolder } from './world.ts'

const inEmptyFolder = (...args: string[]) => command(args, { folder: temporaryFolder() })

describe('help', () => {
  test.each([[['--help']], [['-h']], [['help']]])(
    '%j lists the commands, the exit codes, and where to start',
    async (args) => {
      const { exit, out } = await inEmptyFolder(...args)
      expect(exit).toBe(0)
      for (const part of [
        'run',
        'redact',
        'check',
        'Exit code: 0 done, 1 failed, 2 wrong usage',
        'Start here',
      ])
        expect(out).toContain(part)
    },
  )

  test.each(['run', 'redact', 'check'])('of %s names every option and shows examples', async (name) => {
    const { exit, out } = await inEmptyFolder(name, '--help')
    expect(exit).toBe(0)
    for (const part of [`Usage: sluice ${name}`, '--config', 'Examples']) expect(out).toContain(part)
    expect((await inEmptyFolder('help', name)).out).toBe(out)
  })

  test('fits on a terminal of 120 columns', async () => {
    for (const args of [['--help'], ['run', '--help'], ['redact', '--help'], ['check', '--help']])
      for (const line of (await inEmptyFolder(...args)).out.split('\n'))
        expect(line.length).toBeLessThanOrEqual(120)
  })

  test('the version is that of package.json', async () => {
    expect((await inEmptyFolder('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('wrong usage ends with 2, says what was got and what is allowed', () => {
  test.each([
    [[], /Usage: sluice COMMAND/],
    [['rnu'], /\[unknown_command\].*rnu.*run, redact, explain, check/],
    [['--frob'], /\[unknown_option\].*--frob.*--help, --version/],
    [['run', '--frob'], /\[unknown_option\].*--frob.*--config, --log-group, --out, --format, --quiet/],
    [['run', '--out'], /\[missing_value\].*--out/],
    [['run', '--out', '--quiet'], /\[missing_value\].*--out/],
    [['run', '--quiet=yes'], /\[unexpected_value\].*--quiet/],
    [['run', '--format', 'xml'], /\[wrong_value\].*text, events.*xml/],
    [['run', '-', '-'], /\[unexpected_argument\]/],
    [['run', 'missing.log'], /\[no_such_file\].*missing\.log/],
    [['redact', 'missing.log'], /\[no_such_file\].*missing\.log/],
    [['check', 'extra'], /\[unexpected_argument\].*extra/],
    [['check', '--gb-per-month', 'many'], /\[wrong_value\].*many/],
    [['check', '--config', 'missing.ts'], /\[config_not_found\].*missing\.ts/],
  ])('%j', async (args, message) => {
    const { exit, out, err } = await inEmptyFolder(...args)
    expect([exit, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })

  test('a folder instead of a file', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'logs'))
    expect(await command(['run', 'logs'], { folder })).toMatchObject({
      exit: 2,
      err: expect.stringContaining('[is_a_folder]'),
    })
  })

  test('an argument cannot steer the terminal', async () => {
    expect((await inEmptyFolder('run', 'x\u001b[2J')).err).not.toContain('\u001b')
  })
})

describe('the configuration', () => {
  const good = `{ name: 'shop', sources: [{ logGroups: ['/ecs/shop'], service: 'shop' }] }`

  test.each([
    ['pipeline.config.ts', `export default ${good} satisfies object`],
    ['pipeline.config.mjs', `export default ${good}`],
    ['pipeline.config.json', '{ "name": "shop", "sources": [{ "logGroups": ["/ecs/shop"] }] }'],
  ])('is found as %s', async (name, content) => {
    const folder = temporaryFolder()
    file(folder, name, content)
    expect((await command(['check'], { folder })).out).toMatch(/shop/)
  })

  test('is the built-in one where there is none', async () => {
    expect((await inEmptyFolder('check')).out).toContain('The built-in configuration is fine')
  })

  test('says everything that is wrong, each with its path', async () => {
    const folder = temporaryFolder()
    file(
      folder,
      'c.mjs',
      `export default { name: 'X', sources: [], colour: 1, alerts: [{ name: 'a', when: {}, threshold: { count: 0 } }] }`,
    )
    const { exit, err } = await command(['check', '-c', 'c.mjs'], { folder })
    expect(exit).toBe(2)
    for (const path of ['name:', 'sources:', 'colour:', 'alerts[0].threshold.count:'])
      expect(err).toContain(`\n  ${path}`)
  })

  test.each([
    ['c.mjs', 'export const a = 1', /\[config_not_loaded\].*default export/],
    ['c.mjs', 'export default {', /\[config_not_loaded\]/],
    ['c.json', '{', /\[config_not_loaded\]/],
    ['c.yaml', 'a: 1', /\[config_type\].*\.ts.*\.json/],
  ])('%s with %j is refused', async (name, content, message) => {
    const folder = temporaryFolder()
    file(folder, name, content)
    expect(await command(['check', '-c', name], { folder })).toMatchObject({
      exit: 2,
      err: expect.stringMatching(message),
    })
  })
})

describe('check', () => {
  const config = `export default {
    name: 'shop',
    sources: [{ logGroups: ['/ecs/shop'], service: 'shop' }],
    redact: { detectors: { ipv4: 'off' }, keys: { mask: ['customer_ref'] } },
    routes: [{ name: 'no-debug', when: { severity: '<info' }, action: 'drop' }],
    archive: { tiers: [{ storageClass: 'STANDARD_IA', afterDays: 30 }], expireAfterDays: 400 },
    alerts: [{ name: 'burst', when: { severity: 'error' }, threshold: { count: 10, within: '5m' }, groupBy: ['service.name'] }],
  }`

  test('says what a deployment would subscribe, redact, drop, keep, alert and cost', async () => {
    const folder = temporaryFolder()
    file(folder, 'pipeline.config.mjs', config)
    const { out } = await command(['check', '--gb-per-month', '50'], { folder })
    for (const part of [
      '/ecs/shop',
      'ipv4: off',
      'customer_ref',
      'no-debug: drop',
      'STANDARD_IA after 30 days',
      'after 400 days',
      'burst: 10 within 5m',
      '50 GB',
    ])
      expect(out).toContain(part)
  })

  test('says what a source takes and leaves', async () => {
    const folder = temporaryFolder()
    const source = `{ logGroups: ['/ecs/*'], exclude: ['/ecs/debug'], tags: { logs: 'shop' }, service: 'shop', sourceRetentionDays: 7 }`
    file(folder, 'pipeline.config.mjs', `export default { name: 'shop', sources: [${source}] }`)
    const { out } = await command(['check'], { folder })
    expect(out).toContain(
      '/ecs/* as service shop, not /ecs/debug, tagged logs=shop, kept by CloudWatch for 7 days',
    )
  })

  test('says it to machines', async () => {
    const folder = temporaryFolder()
    file(folder, 'pipeline.config.mjs', config)
    const said = JSON.parse((await command(['check', '--json'], { folder })).out)
    expect(said).toMatchObject({
      file: 'pipeline.config.mjs',
      config: { name: 'shop' },
      cost: { gigabytesPerMonth: 100 },
    })
  })

  test('the cost grows with the volume and falls with an earlier end', () => {
    const costWith = (archive: object, volume: number) =>
      costOf(parseConfig({ name: 'shop', sources: [{ logGroups: ['/a'] }], archive }), volume)
    expect(costWith({}, 200).total).toBeCloseTo(2 * costWith({}, 100).total)
    expect(costWith({ expireAfterDays: 30 }, 100).storage).toBeLessThan(costWith({}, 100).storage)
    // 100 GB a month at 12 to 1 are 100 GB after a year; 30 days of what landed, at 8 to 1, stay as old versions.
    const versions = ((100 / 8) * 30 * 12) / 365
    expect(costWith({}, 100).storage).toBeCloseTo((100 + versions) * 0.023)
  })

  test('what a lock keeps of replaced versions is paid', async () => {
    const archive = { objectLock: { mode: 'GOVERNANCE', days: 73 } }
    const cost = costOf(parseConfig({ name: 'shop', sources: [{ logGroups: ['/a'] }], archive }), 600)
    // A tenth of 600 GB a month at 12 to 1, for a fifth of a year.
    expect(cost.locked?.gigabytes).toBeCloseTo((600 / 12) * 12 * 0.1 * 0.2)
    const without = costOf(parseConfig({ name: 'shop', sources: [{ logGroups: ['/a'] }] }), 600)
    expect(without.locked).toBeUndefined()
    expect(cost.storage - without.storage).toBeCloseTo(cost.locked!.gigabytes * 0.023)
    const folder = temporaryFolder()
    file(
      folder,
      'pipeline.config.json',
      JSON.stringify({ name: 'shop', sources: [{ logGroups: ['/a'] }], archive }),
    )
    expect((await command(['check'], { folder })).out).toContain('locked old versions: 2.0 GB, $0.05')
  })

  test('tiers hold what the days say, and moving is paid by the object', () => {
    const tiers = [
      { storageClass: 'STANDARD_IA', afterDays: 30 },
      { storageClass: 'DEEP_ARCHIVE', afterDays: 180 },
    ]
    const config = (archive: object) =>
      parseConfig({ name: 'shop', sources: [{ logGroups: ['/a'] }], archive })
    const cost = costOf(config({ tiers }), 1_200)
    expect(cost.tiers.map(({ storageClass, fromDay, toDay }) => [storageClass, fromDay, toDay])).toEqual([
      ['STANDARD', 0, 30],
      ['STANDARD_IA', 30, 180],
      ['DEEP_ARCHIVE', 180, 365],
    ])
    const objects = 100_000 / 10
    expect(cost.tiers.map(({ moving }) => moving)).toEqual([0, objects * 0.00001, objects * 0.00005])
    expect(cost.total).toBeLessThan(costOf(config({}), 1_200).total)
    expect(cost.total).toBeLessThan(cost.totalWithoutCompaction)
  })

  test('hours too small to be moved stay where they are, and that is said', async () => {
    const cost = costOf(
      parseConfig({
        name: 'shop',
        sources: [{ logGroups: ['/a'] }],
        archive: { tiers: [{ storageClass: 'STANDARD_IA', afterDays: 30 }] },
      }),
      0.5,
    )
    expect(cost).toMatchObject({ movable: false, tiers: [{ storageClass: 'STANDARD', toDay: 365 }] })
  })
})
