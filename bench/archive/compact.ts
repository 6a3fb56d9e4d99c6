/** Compacts the folder that is named, and prints what it took as JSON. A process of its own, so that its memory is its own. */
import { compact, defaultLimits } from '../../lambdas/core/compact/index.ts'
import { createFolderStore } from '../../lambdas/core/store/index.ts'

const start = performance.now()
const report = await compact({
  store: createFolderStore(process.argv[2]!),
  clock: Date.now,
  limits: defaultLimits,
  settle: Number.NEGATIVE_INFINITY,
  grace: 0,
})
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6
console.log(
  JSON.stringify({
    ...report,
    seconds: (performance.now() - start) / 1_000,
    cpuSeconds,
    memory: maxRSS * 1_024,
  }),
)
