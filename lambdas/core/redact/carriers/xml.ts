/** `<password>x</password>`, `<wsse:Password Type="…">x</wsse:Password>`. */
import type { Scan } from '../scan.ts'
import { redactElement } from './key-value.ts'

const tag = /^<((?:[\w.-]+:)?[\w.-]+)(?:\s[^<>]*)?$/

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
  const start = text.lastIndexOf('<', end)
  if (start < scan.floor - 1 || end - start > 256) return end
  const match = tag.exec(text.slice(start, end))
  if (match === null) return end
  const nameEnd = start + 1 + match[1]!.length
  const colon = text.lastIndexOf(':', nameEnd)
  const nameStart = Math.max(start + 1, colon > start ? colon + 1 : 0)
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
