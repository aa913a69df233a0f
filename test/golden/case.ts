import type { Tensor } from 'spikefold';
import type { Json } from 'spikefold/file';

/** A golden case as its file has it; tensors are still JSON. The format is in `README.md` beside the cases. */
export type Case = {
  readonly name: string;
  readonly kind: string;
  readonly exact: readonly string[];
  readonly atol: number;
  readonly rtol: number;
} & { readonly [field: string]: Json };

export type { Json };
export type Fields = { readonly [name: string]: Json };

/** What a run of a case came to: nothing wrong, or the first difference in words. */
export type Verdict = { readonly passed: true } | { readonly passed: false; readonly why: string };

export const passed: Verdict = { passed: true };
export const failed = (why: string): Verdict => ({ passed: false, why });

const arrays = { f32: Float32Array, i32: Int32Array, u8: Uint8Array };

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k);
  return bytes;
};

/** A tensor of a case. u8 of 0 and 1 is bool, as the format says; any other u8 are numbers. */
export const tensorOf = (json: Json): Tensor => {
  const { shape, dtype, data } = json as unknown as {
    readonly shape: readonly number[];
    readonly dtype: keyof typeof arrays;
    readonly data: string;
  };
  const values = new arrays[dtype](bytesOf(data).buffer);
  if (dtype !== 'u8') return { shape, dtype, data: values };
  return values.every((value) => value <= 1)
    ? { shape, dtype: 'bool', data: values }
    : { shape, dtype: 'f32', data: Float32Array.from(values) };
};

export const isTensorJson = (json: Json | undefined): boolean =>
  typeof json === 'object' && json !== null && 'dtype' in json && 'data' in json;

export const entriesOf = (json: Json | undefined): readonly (readonly [string, Json])[] =>
  Object.entries((json ?? {}) as Fields);
