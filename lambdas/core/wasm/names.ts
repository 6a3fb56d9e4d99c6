/**
 * Names that a module in WebAssembly knows: 2^bits slots in its memory, told by size and the first and last four characters and then
 * compared in full. A slot holds a name, its size in the last byte but one, and what is known of it in the last.
 */
export interface NameTable {
  /** Where it begins. */
  readonly at: number
  readonly bits: number
  /** Bytes of a slot. */
  readonly slot: number
}

/** Longer names are not known. */
export const longestName = ({ slot }: NameTable): number => slot - 2

/**
 * Where what is known of a name lies. Makes an entry if there is none: it takes a free one of the name's two slots, else another name's
 * place.
 */
export function knownOf(memory: Buffer, table: NameTable, name: Buffer): number {
  const { slot } = table
  const number = slotOf(name, table.bits)
  const [first, second] = [table.at + number * slot, table.at + (number ^ 1) * slot]
  const last = slot - 1
  if (holds(memory, first, slot, name)) return first + last
  if (holds(memory, second, slot, name)) return second + last
  const isSecondFree = memory[first + slot - 2] !== 0 && memory[second + slot - 2] === 0
  const entry = isSecondFree ? second : first
  for (let i = 0; i < slot; i++) memory[entry + i] = i < name.length ? name[i]! : 0
  memory[entry + slot - 2] = name.length
  return entry + last
}

function holds(memory: Buffer, entry: number, slot: number, name: Buffer): boolean {
  const { length } = name
  if (memory[entry + slot - 2] !== length) return false
  for (let i = 0; i < length; i++) if (memory[entry + i] !== name[i]) return false
  return true
}

function slotOf(name: Buffer, bits: number): number {
  const size = name.length
  const first = size < 4 ? name.readUIntLE(0, size) : name.readInt32LE(0)
  const last = size < 4 ? 0 : name.readInt32LE(size - 4)
  return Math.imul(first ^ ((last << 13) | (last >>> 19)) ^ size, 0x9e3779b1) >>> (32 - bits)
}
