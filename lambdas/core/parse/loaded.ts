/**
 * One text as bytes, one for each character, so that a place in the text is the same place here. Whoever looks at many characters of
 * a long text reads them here: a string may be a part of another, which each look at a character has to find out.
 */

const beyondLatin1 = /[^\x00-\xff]/
/** Stands for a character that is more than a byte: none of ASCII. */
const other = 0xff
const smallest = 65_536

/** Characters behind a text that may be looked at. */
const behind = 8

/** The text that was loaded last, and a zero behind it. Whoever reads it loads it first, and loads nothing else meanwhile. */
class Loaded {
  bytes = Buffer.alloc(smallest)
  view = viewOf(this.bytes)
  /** Each byte is its character. */
  isExact = true

  load(text: string): void {
    if (text.length + behind > this.bytes.length) {
      this.bytes = Buffer.alloc(2 * (text.length + behind))
      this.view = viewOf(this.bytes)
    }
    this.bytes.write(text, 0, 'latin1')
    this.bytes.fill(0, text.length, text.length + behind)
    this.isExact = !beyondLatin1.test(text)
    if (!this.isExact) this.mark(text)
  }

  private mark(text: string): void {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) this.bytes[i] = other
  }
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

export const loaded = new Loaded()
