const escapeSequences =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[PX^_][^\u001b]{0,200}\u001b\\|[ -/]*[0-~])/g
/** C0 and C1 controls but tab and line feed; marks that turn the direction of text or have no width. */
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/**
 * Makes log text safe to show to people: terminal escapes, control characters, marks that turn the direction of text, and
 * lone surrogates become a `�`, and at most `most` UTF-16 units are kept, the last one `…` when it was cut. They are replaced,
 * never removed: joining what a control character separated could assemble a secret that the redactor saw in two pieces.
 */
export function clean(text: string, most: number): string {
  const shown = text
    .slice(0, most * 2)
    .replace(/\r\n/g, '\n')
    .replace(escapeSequences, '\ufffd')
    .replace(invisible, '\ufffd')
    .toWellFormed()
  if (shown.length <= most && text.length <= most * 2) return shown
  return `${shown.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Like `clean`, on one line: each run of white space is one space. */
export const cleanLine = (text: string, most: number): string =>
  clean(
    text
      .slice(0, most * 4)
      .replace(/\s+/g, ' ')
      .trim(),
    most,
  )
