/** What JSON writes with a backslash, quotes aside, and what may hold half a character. */
const special = /[\x00-\x1f\\\ud800-\udfff]/

/** Can parts of this text that hold no quote stand in JSON as they are? */
export const standsAsIs = (text: string): boolean => !special.test(text)
