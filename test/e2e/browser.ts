import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Cleanup } from './cleanup.ts'

/** What a page did while it was open. */
export interface Visit {
  /** Messages of level error, uncaught exceptions, dialogs. */
  readonly errors: readonly string[]
  /** Addresses that the page asked for, other than itself. */
  readonly requests: readonly string[]
  /** `window.pwned`: set if a script out of a log line ran. */
  readonly pwned: unknown
  readonly title: string
  readonly text: string
  readonly drawings: number
  readonly screenshotBytes: number
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

async function launch(cleanup: Cleanup): Promise<BrowserContext> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  if (!existsSync(executablePath))
    throw new Error(
      `no Chromium at ${executablePath}: install Debian's chromium, or name another in CHROMIUM`,
    )
  const profile = mkdtempSync(join(tmpdir(), 'sluice-e2e-browser-'))
  cleanup.add(() => rmSync(profile, { recursive: true, force: true }))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: flags,
    viewport: { width: 1280, height: 900 },
  })
  cleanup.add(() => context.close())
  return context
}

function watch(page: Page, own: string) {
  const errors: string[] = []
  const requests: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`))
  page.on('dialog', (dialog) => {
    errors.push(`a dialog of type ${dialog.type()}`)
    dialog.dismiss()
  })
  page.on('request', (request) => request.url() !== own && requests.push(request.url()))
  return { errors, requests }
}

/** Opens a file in headless Chromium, moves the mouse over all of it, takes a picture, and says what the page did. */
export async function visit(file: string, screenshot: string, cleanup: Cleanup): Promise<Visit> {
  const context = await launch(cleanup)
  const page = await context.newPage()
  const own = pathToFileURL(file).href
  const seen = watch(page, own)
  await page.goto(own, { waitUntil: 'load' })
  for (let y = 0; y < 900; y += 60) await page.mouse.move(100 + y, y)
  await page.waitForTimeout(500)
  await page.screenshot({ path: screenshot, fullPage: true })
  const inside = {
    pwned: await page.evaluate<unknown>('window.pwned'),
    title: await page.title(),
    text: (await page.locator('body').textContent()) ?? '',
    drawings: await page.locator('svg').count(),
  }
  await context.close()
  return { ...seen, ...inside, screenshotBytes: statSync(screenshot).size }
}
