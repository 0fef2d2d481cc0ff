// WebAssembly for inner loops, where it is several times faster. Beside each stands the same in TypeScript, to the last bit, for
// processors that lack vectors and for whoever wants to read it.

/** What is used of WebAssembly: the types of the language alone do not know it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

type Loop = (...numbers: number[]) => number;

/** Loops by name, and the memory that they work on. */
export type Loops<Names extends string> = Readonly<Record<Names, Loop>> & {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pagesOf64KiB: number): number };
};

const modules = new Map<string, object | undefined>();

/** Loops with a memory of their own; undefined where the processor cannot run them. `wasm`: base64. */
export function loops<Names extends string>(wasm: string): Loops<Names> | undefined {
  if (!modules.has(wasm)) modules.set(wasm, compiled(wasm));
  const module = modules.get(wasm);
  return module && (new WebAssembly.Instance(module).exports as Loops<Names>);
}

/** The memory of WebAssembly begins with the low byte, as nearly all processors do. */
const lowFirst = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function compiled(wasm: string): object | undefined {
  if (!lowFirst) return undefined;
  try {
    return new WebAssembly.Module(Buffer.from(wasm, 'base64'));
  } catch {
    return undefined;
  }
}
