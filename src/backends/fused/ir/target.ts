import { alarm, int, type Routine } from './ir.js';
import { aligned, routine } from './writer.js';
import { jsSource } from './emit-js.js';
import { wasmModule } from './emit-wasm.js';

/** One flat memory, as numbers of 4 bytes, of 2, and as bytes. */
export interface Memory {
  readonly f: Float32Array;
  readonly i: Int32Array;
  readonly h: Uint16Array;
  readonly u: Uint8Array;
}

/** Routines ready to run on a memory: one by one, all in order, and all so many times, until the word `alarm` is set. */
export interface Runnable {
  readonly each: readonly (() => void)[];
  readonly all: () => void;
  /** How many times they ran. */
  readonly repeat: (times: number) => number;
}

/** What kernels are compiled for. */
export interface Target<Code, M extends Memory> {
  readonly name: string;
  /** Where it runs, in words, and whether that is here. */
  readonly needs: string;
  readonly works: () => boolean;
  readonly lanes: 1 | 4;
  readonly compile: (routines: readonly Routine[]) => Code;
  readonly memory: (bytes: number) => M;
  /** The same contents in more room. */
  readonly grown: (memory: M, bytes: number) => M;
  readonly instantiate: (code: Code, memory: M) => Runnable;
}

/** A procedure so many times, until the alarm is set. */
const repeating =
  (all: () => void, words: Int32Array): Runnable['repeat'] =>
  (times) => {
    let taken = 0;
    do all();
    while (++taken < times && words[alarm >> 2] === 0);
    return taken;
  };

const runs = (probe: () => unknown): boolean => {
  try {
    probe();
    return true;
  } catch {
    return false;
  }
};

interface WasmMemory extends Memory {
  readonly memory: WebAssembly.Memory;
}

const viewed = (buffer: ArrayBuffer): Memory => ({
  f: new Float32Array(buffer),
  i: new Int32Array(buffer),
  h: new Uint16Array(buffer),
  u: new Uint8Array(buffer),
});

const pagesFor = (bytes: number): number => Math.ceil(bytes / 65536);
const viewedPages = (memory: WebAssembly.Memory): WasmMemory => ({ memory, ...viewed(memory.buffer) });

/** The least module with a vector in it. */
const probe: Uint8Array<ArrayBuffer> = wasmModule([routine((write) => write.store(write.op('i32.splat', int(0)), 0))]);

/** WebAssembly with vectors of four. */
export const wasmTarget: Target<WebAssembly.Module, WasmMemory> = {
  name: 'wasm',
  needs:
    "where WebAssembly with SIMD is, and allowed (a page's policy needs 'wasm-unsafe-eval'; `fastest` runs anywhere)",
  works: () => runs(() => new WebAssembly.Module(probe)),
  lanes: 4,
  compile: (routines) => new WebAssembly.Module(wasmModule(routines)),
  memory: (bytes) => viewedPages(new WebAssembly.Memory({ initial: pagesFor(bytes) })),
  grown: ({ memory }, bytes) => {
    memory.grow(pagesFor(bytes - memory.buffer.byteLength));
    return viewedPages(memory);
  },
  instantiate: (module, { memory }) => {
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    const { all, repeat, ...each } = exports as { readonly [name: string]: () => void } & Pick<Runnable, 'repeat'>;
    return { all: all!, repeat, each: Object.values(each) };
  },
};

/** Makes routines on the views of a memory. */
type Maker = (...views: readonly unknown[]) => readonly (() => void)[];

/** JavaScript, for where WebAssembly or its vectors are missing. */
export const jsTarget: Target<Maker, Memory> = {
  name: 'js',
  needs: "where `new Function` is allowed (a page's policy needs 'unsafe-eval'; `fastest` runs anywhere)",
  works: () => runs(() => new Function()),
  lanes: 1,
  compile: (routines) => new Function('f', 'i', 'h', 'u', jsSource(routines)) as Maker,
  memory: (bytes) => viewed(new ArrayBuffer(aligned(bytes))),
  grown: ({ i }, bytes) => {
    const memory = jsTarget.memory(bytes);
    memory.i.set(i);
    return memory;
  },
  instantiate: (make, { f, i, h, u }) => {
    const each = make(f, i, h, u);
    const all = (): void => each.forEach((step) => step());
    return { each, all, repeat: repeating(all, i) };
  },
};

/** The same target, which runs routines one by one, once at a time, and tells the time of each (ms). */
export const timing = <Code, M extends Memory>(
  target: Target<Code, M>,
  tell: (routine: string, ms: number) => void,
): Target<{ readonly code: Code; readonly names: readonly string[] }, M> => ({
  ...target,
  compile: (routines) => ({ code: target.compile(routines), names: routines.map(({ name = '' }) => name) }),
  instantiate: ({ code, names }, memory) => {
    const runnable = target.instantiate(code, memory);
    const repeat = (): number => {
      runnable.each.forEach((run, k) => {
        const before = performance.now();
        run();
        tell(names[k]!, performance.now() - before);
      });
      return 1;
    };
    return { ...runnable, repeat };
  },
});
