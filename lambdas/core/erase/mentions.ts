import type { Row } from '../compact/index.ts'

/**
 * Whether a row says a text anywhere: in the message, in an attribute (whose text is JSON, so quotes in it are escaped
 * there), in its resource or ids. As it is written, in this case only.
 */
export function mentions(text: string): (row: Row) => boolean {
  const inJson = JSON.stringify(text).slice(1, -1)
  return ({ body, attributes, resource, trace_id, span_id, scope_name }) =>
    body.includes(text) ||
    attributes.includes(inJson) ||
    resource.includes(inJson) ||
    [trace_id, span_id, scope_name].some((value) => value?.includes(text))
}
