/**
 * Names that a module in WebAssembly knows: 2^bits slots of 32 bytes in its memory, told by size and the first and last four characters and
 * then compared in full. A slot holds up to 30 bytes of a name, its size, and what is known of it.
 */
const SLOT = 32
export const LONGEST_NAME = 30
const SIZE_AT = 30

/** Where, from the entry of a name on, lies what is known of it. */
export const KNOWN_AT = 31

/** The entry of a name in the table at `table`, made if there is none: it takes a free one of its two slots, else another name's place. */
export function entryFor(memory: Buffer, table: number, bits: number, name: Buffer): number {
  const slot = slotOf(name, bits)
  const [first, second] = [table + slot * SLOT, table + (slot ^ 1) * SLOT]
  if (holds(memory, first, name)) return first
  if (holds(memory, second, name)) return second
  const isSecondFree = memory[first + SIZE_AT] !== 0 && memory[second + SIZE_AT] === 0
  const entry = isSecondFree ? second : first
  memory.fill(0, entry, entry + SLOT)
  memory.set(name, entry)
  memory[entry + SIZE_AT] = name.length
  return entry
}

const holds = (memory: Buffer, entry: number, name: Buffer): boolean =>
  memory[entry + SIZE_AT] === name.length && name.equals(memory.subarray(entry, entry + name.length))

function slotOf(name: Buffer, bits: number): number {
  const size = name.length
  const first = size < 4 ? name.readUIntLE(0, size) : name.readInt32LE(0)
  const last = size < 4 ? 0 : name.readInt32LE(size - 4)
  return Math.imul(first ^ ((last << 13) | (last >>> 19)) ^ size, 0x9e3779b1) >>> (32 - bits)
}
