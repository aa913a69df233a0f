import type { Values } from '../messages.js';

/** What a link carries: all that a run depends on. */
export interface Shared {
  readonly code: string;
  readonly seed: number;
  readonly values: Values;
}

const through = async (bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream): Promise<Uint8Array> =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

/** A fragment of an address, compressed: it never leaves the browser. */
export const toFragment = async (shared: Shared): Promise<string> => {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream('deflate-raw'));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `#p=${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
};

/** The most characters of a program in a link. */
const longest = 200_000;

/** What a fragment carries; undefined of any other fragment. */
export const fromFragment = async (fragment: string): Promise<Shared | undefined> => {
  const packed = /^#p=([\w-]+)$/.exec(fragment)?.[1];
  if (packed === undefined) return undefined;
  try {
    const text = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const json = await through(bytes, new DecompressionStream('deflate-raw'));
    const { code, seed, values } = JSON.parse(new TextDecoder().decode(json)) as Partial<Record<keyof Shared, unknown>>;
    if (typeof code !== 'string' || code.length > longest || typeof values !== 'object' || values === null)
      return undefined;
    const numbers = Object.entries(values).filter(([, value]) => Number.isFinite(value)) as [string, number][];
    return { code, seed: seedOf(seed), values: Object.fromEntries(numbers) };
  } catch {
    return undefined;
  }
};

/** A seed: a whole number from 0 to 2^32 - 1; 1 of anything else. */
export const seedOf = (value: unknown): number => {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isInteger(number) && number >= 0 && number < 2 ** 32 ? number : 1;
};
