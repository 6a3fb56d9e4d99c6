const pairName = /^(?:name|key|header|field|holder|ParameterKey)$/i

/** A key that says that its value is the name of something. */
export function isPairName(text: string, start: number, end: number): boolean {
  const length = end - start
  const first = text.charCodeAt(start) | 32
  if (first === 112 ? length !== 12 : length < 3 || length > 6) return false
  if (first !== 110 && first !== 107 && first !== 104 && first !== 102 && first !== 112) return false
  return pairName.test(text.slice(start, end))
}
