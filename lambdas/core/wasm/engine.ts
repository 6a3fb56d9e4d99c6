/** What is used of WebAssembly: Node.js has it, the type libraries that come without a browser's do not declare it. */
interface Memory {
  readonly buffer: ArrayBuffer
  /** Detaches `buffer`; there is a larger one. */
  grow(pages: number): number
}

interface Engine {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Memory: new (limits: { readonly initial: number }) => Memory
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> }
}

export const { Module, Memory, Instance } = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly
