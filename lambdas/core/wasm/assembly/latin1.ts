/** Texts of one byte per character, made from UTF-16: characters beyond Latin-1 become 255. */
export function narrow(size: i32, from: usize, to: usize): void {
  const most = i16x8.splat(255)
  for (let i: usize = 0; i < <usize>size; i += 16) {
    const low = i16x8.min_u(v128.load(from + 2 * i), most)
    const high = i16x8.min_u(v128.load(from + 2 * i + 16), most)
    v128.store(to + i, i8x16.narrow_i16x8_u(low, high))
  }
}
