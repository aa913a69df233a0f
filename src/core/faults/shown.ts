/** The most characters of a value in a fault. */
const longest = 80;

/**
 * Any value as a fault shows it, in one line of at most about 80 characters: numbers as they are, texts in quotes, tensors and
 * arrays by kind and size, records by their first entries. Common mistakes come with their cure: `a Promise (await it)`.
 */
export const shown = (value: unknown): string => clipped(write(value, 2), longest);

/** As `shown`, of a value that should be a tensor, with the way to make one of it. */
export const shownTensor = (value: unknown): string => {
  const text = shown(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `${text} (tensor(shape, values) makes one of it)`;
  if (!text.startsWith('a tensor')) return text;
  const { length } = (value as { readonly data: { readonly length?: number } }).data;
  return `${text} of ${length} values${length === 0 ? transferred : ''}`;
};

/** As `shown`, of a value that should be what some function makes; most often that was not called. */
export const called = (value: unknown): string =>
  typeof value === 'function' ? `${shown(value)}, not called` : shown(value);

/** What helps where an array is empty that should not be. */
export const transferred = ' (an array that was transferred is empty: send a copy of it)';

/** A text of at most so many characters, cut off where it is longer. */
export const clipped = (text: string, most: number = longest): string =>
  text.length <= most ? text : `${text.slice(0, most - 3)}...`;

const write = (value: unknown, depth: number): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `'${clipped(value, 60)}'`;
  if (typeof value === 'bigint') return `${clipped(String(value), 60)}n`;
  if (typeof value === 'function') return writeFunction(value);
  if (typeof value === 'object' && value !== null) return writeObject(value, depth);
  return Object.is(value, -0) ? '-0' : String(value as number | boolean | symbol | null);
};

/** Constructors of the vocabulary have their name in an entry, and functions that they make in a term. */
const writeFunction = (value: object & { readonly name: string }): string => {
  const made = own((own(value, 'term') ?? {}) as object, 'name');
  if (typeof made === 'string') return `${clipped(made, 40)}(...)`;
  const name = own((own(value, 'entry') ?? value) as object, 'name');
  return typeof name === 'string' && name !== '' ? `the function ${clipped(name, 40)}` : 'a function';
};

const writeObject = (value: object, depth: number): string => {
  if (ArrayBuffer.isView(value)) {
    const { length = value.byteLength } = value as ArrayBufferView & { readonly length?: number };
    return `a ${kindOf(value)} of ${length}`;
  }
  if (Array.isArray(value)) return writeArray(value, depth);
  const part = (name: string): unknown => own(value, name);
  if (typeof part('then') === 'function' || value instanceof Promise) return 'a Promise (await it)';
  if (part('_tag') === 'Left') return 'a Left, which holds faults (orThrow shows them)';
  if (part('_tag') === 'Right') return 'a Right (orThrow takes its value out)';
  if (ArrayBuffer.isView(part('data')) && Array.isArray(part('shape')))
    return `a tensor ${elements(part('dtype'))} ${clipped(writeArray(part('shape') as readonly unknown[], 1), 40)}${strange(part('data') as object)}`;
  if (value instanceof Error) return `an error: ${clipped(value.message, 60)}`;
  const kind = kindOf(value);
  if (kind !== 'Object') return `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${clipped(kind, 40)}`;
  return writeRecord(value, depth);
};

/** Data that no tensor has. */
const strange = (data: object): string =>
  /^(Float32|Int32|Uint8)Array$/.test(kindOf(data)) ? '' : `, whose data is a ${clipped(kindOf(data), 40)}`;

/** The element type of a tensor; one that is no text is none. */
const elements = (dtype: unknown): string => (typeof dtype === 'string' ? clipped(dtype, 10) : 'without a type');

const writeArray = (value: readonly unknown[], depth: number): string => {
  if (depth === 0) return `an array of ${value.length}`;
  const items = joined(value.length, (place) => write(value[place], depth - 1));
  return items.all ? `[${items.text}]` : `[${items.text}, ...] (${value.length} values)`;
};

const writeRecord = (value: object, depth: number): string => {
  const names = Object.keys(value);
  if (names.length === 0) return '{}';
  if (depth === 0) return 'a record';
  const entries = joined(names.length, (place) => {
    const name = names[place]!;
    return `${clipped(name, 30)}: ${write(own(value, name), depth - 1)}`;
  });
  return entries.all ? `{ ${entries.text} }` : `{ ${entries.text}, ... }`;
};

/** As many parts as fit on a line, with a comma between them. */
const joined = (count: number, part: (place: number) => string): { readonly text: string; readonly all: boolean } => {
  let text = '';
  for (let place = 0; place < count; place++) {
    const next = `${place === 0 ? '' : ', '}${part(place)}`;
    if (place > 0 && text.length + next.length > longest - 30) return { text, all: false };
    text += next;
  }
  return { text, all: true };
};

/** The value of a property; undefined where reading it throws. */
const own = (value: object, name: string): unknown => {
  try {
    return (value as Readonly<Record<string, unknown>>)[name];
  } catch {
    return undefined;
  }
};

/** `Object` for a plain record, else the name of what it is an instance of. */
const kindOf = (value: object): string => {
  const made = own(value, 'constructor');
  return typeof made === 'function' && made.name !== '' ? made.name : 'Object';
};
