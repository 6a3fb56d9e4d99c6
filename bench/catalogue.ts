/** Writes docs/redaction-catalogue.md from the detectors: node bench/catalogue.ts */
import { writeFileSync } from 'node:fs'
import { catalogueOf } from '../lambdas/core/redact/catalogue.ts'

writeFileSync(new URL('../docs/redaction-catalogue.md', import.meta.url), catalogueOf())
