/** `<password>x</password>`, `<wsse:Password Type="…">x</wsse:Password>`. */
import type { Scan } from '../scan.ts'
import { redactElement } from './key-value.ts'

const tag = /^<((?:[\p{L}\p{M}\w.-]+:)?[\p{L}\p{M}\w.-]+)(?:\s[^<>]*)?$/u

/** At the `>` that ends an opening tag. */
export function findElement(scan: Scan, end: number): number {
  const { text } = scan
  if (
    end + 1 >= text.length ||
    text.charCodeAt(end - 1) === 47 ||
    text.charCodeAt(end - 1) === 61 ||
    text.charCodeAt(end - 1) === 45
  )
    return end
  const start = tagStart(scan, end)
  if (start < 0) return end
  const match = tag.exec(text.slice(start, end))
  if (match === null) return end
  const nameEnd = start + 1 + match[1]!.length
  const nameStart = nameEnd - match[1]!.slice(match[1]!.indexOf(':') + 1).length
  const rule = scan.policy.keys.lookup(text, nameStart, nameEnd)
  if (rule === undefined) return end
  return redactElement(
    scan,
    rule,
    end + 1,
    { key: text.slice(nameStart, nameEnd), action: rule.action === 'drop' ? 'mask' : rule.action },
    end,
  )
}

/**
 * The `<` of the tag that ends at `end`, at most 256 characters before it; -1 when there is none. Attributes may hold
 * addresses and masks, so what is settled is looked back over.
 */
function tagStart({ text }: Scan, end: number): number {
  const limit = Math.max(0, end - 256)
  for (let i = end - 1; i >= limit; i--) {
    const code = text.charCodeAt(i)
    if (code === 60) return i
    if (code === 62) return -1
  }
  return -1
}
