/** A terminal sends Ctrl-C to every process of a group, and a parent passes it on: within this time it is the same one. */
const sameKeypress = 300

/**
 * Calls `stop` at the first Ctrl-C (or SIGTERM) instead of ending the process; the second one ends it at once, as a shell
 * expects (128 + signal).
 */
export function onInterrupt(stop: () => void): () => void {
  let first: number | undefined
  const handle = (signal: NodeJS.Signals) => {
    if (first === undefined) {
      first = Date.now()
      stop()
    } else if (Date.now() - first > sameKeypress) process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
  return () => {
    process.off('SIGINT', handle)
    process.off('SIGTERM', handle)
  }
}
