import { fault, type LocalFault } from '../../../core/faults/errors.js';
import { shown } from '../../../core/faults/shown.js';
import { isTensor } from '../../../core/tensor.js';
import type { NirMetadata } from '../nodes.js';

/** What NIR cannot say of a layer or a connection: by name the value, and what it would have to be. */
export type Unsaid = Readonly<Record<string, { readonly value: unknown; readonly want: string }>>;

/** A part with what is around it, which NIR cannot say; or the fault that there is instead of it. */
export const wrappedIn = <A extends { readonly unsaid: Unsaid }>(
  name: string,
  { of: _, ...others }: Readonly<Record<string, unknown>>,
  inner: A | LocalFault,
): A | LocalFault =>
  'unsaid' in inner ? { ...inner, unsaid: { ...inner.unsaid, [name]: { value: others, want: 'absent' } } } : inner;

/** Faults of what NIR cannot say; none where it is to be noted. */
export const unsaidFaults = (unsaid: Unsaid, noted: boolean): readonly LocalFault[] =>
  noted
    ? []
    : Object.entries(unsaid).map(([name, { value, want }]) =>
        fault('Parameter', name, `${want}, as NIR cannot say it (metadata: true notes it in the graph)`, shown(value)),
      );

/** The same as notes of a node. */
export const notesOf = (unsaid: Unsaid): { readonly metadata?: NirMetadata } => {
  const entries = Object.entries(unsaid);
  if (entries.length === 0) return {};
  const note = (value: unknown): NirMetadata[string] =>
    typeof value === 'number' || typeof value === 'string' || isTensor(value) ? value : JSON.stringify(value);
  return { metadata: { spikefold: Object.fromEntries(entries.map(([name, { value }]) => [name, note(value)])) } };
};
