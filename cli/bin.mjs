#!/usr/bin/env node
/**
 * Starts the `sluice` command on the Node that Sluice is built for. Sluice is TypeScript that runs as it is, which needs
 * Node 24; an older Node hands over to the one that `npm ci` put into node_modules. Plain JavaScript for Node 20 and newer.
 */
import module, { createRequire } from 'node:module'

const needed = 24
const running = Number(process.versions.node.split('.')[0])

function fail(message) {
  process.stderr.write(`sluice: ${message}\n`)
  process.exit(1)
}

function bundledNode() {
  try {
    return createRequire(import.meta.url).resolve(
      process.platform === 'win32' ? 'node/bin/node.exe' : 'node/bin/node',
    )
  } catch {
    return fail(
      `[node_too_old] needs Node ${needed} or newer, this is ${process.version}, and node_modules has none. Run \`npm ci\` first.`,
    )
  }
}

/** Runs this file again on `node` as if nothing had happened: same input and output, signals passed on, same exit code. */
async function handOver(node) {
  const { spawn } = await import('node:child_process')
  const { fileURLToPath } = await import('node:url')
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`[node_not_started] could not start ${node}: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
}

if (running >= needed) {
  // What Node makes of these files is kept in the system's folder for temporary files: the next start is twice as fast.
  module.enableCompileCache?.()
  const { main } = await import('./sluice.ts')
  await main(process.argv.slice(2))
} else {
  await handOver(bundledNode())
}
