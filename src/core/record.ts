/** Records as ordered maps: their keys are the user's names, in the user's order. */
export const mapEntries = <A, B>(
  record: Readonly<Record<string, A>>,
  f: (name: string, value: A) => B,
): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(name, value)]));

export const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Readonly<Record<string, B>> =>
  mapEntries(record, (_, value) => f(value));

export const pick = <A>(
  record: Readonly<Record<string, A>>,
  names: readonly string[] = [],
): Readonly<Record<string, A>> => Object.fromEntries(names.map((name) => [name, record[name]!]));

/** Whether a record has an own entry of a name. What is no string names none, and is not made one, which may throw. */
export const hasOwn = <R extends object>(record: R, name: unknown): name is keyof R & string =>
  typeof name === 'string' && Object.hasOwn(record, name);

/** The own entry of a name; undefined where there is none, though every object has something of this name. */
export const entryOf = <A>(record: Readonly<Record<string, A>> | null | undefined, name: unknown): A | undefined =>
  record !== undefined && record !== null && hasOwn(record, name) ? record[name] : undefined;

/** What is known under a key; made, and kept there, where nothing is. */
export const remembered = <K, A>(
  known: { readonly get: (key: K) => A | undefined; readonly set: (key: K, value: A) => unknown },
  key: K,
  make: () => A,
): A => {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
};
