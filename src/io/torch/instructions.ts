import { dictOf, isKind, listOf, type Global, type Machine, type Pickled } from './pickled.js';

/** All that a pickle of tensors is made of. */
export const plain = 'part of tensors, dicts, lists, numbers or strings';

export const pop = ({ stack, marks, refuse }: Machine): Pickled => {
  if (stack.length <= (marks.at(-1) ?? 0)) throw refuse('a pickle with a value here', 'none: the file is damaged');
  return stack.pop()!;
};

const popped = (machine: Machine, count: number): Pickled[] =>
  Array.from({ length: count }, () => pop(machine)).toReversed();

const popMark = ({ stack, marks, refuse }: Machine): Pickled[] => {
  const mark = marks.pop();
  if (mark === undefined) throw refuse('a pickle with a mark here', 'none: the file is damaged');
  return stack.splice(mark);
};

const top = (machine: Machine): Pickled => {
  const value = pop(machine);
  machine.stack.push(value);
  return value;
};

const setItems = (machine: Machine, items: readonly Pickled[]): void => {
  const dict = top(machine);
  if (!isKind('dict', dict) || items.length % 2 !== 0) throw machine.refuse('items of a dict', 'of something else');
  for (let k = 0; k < items.length; k += 2) {
    const name = items[k]!;
    if (typeof name !== 'string' && typeof name !== 'number')
      throw machine.refuse('a dict whose keys are strings or numbers', 'other keys');
    // The keys 1 and '1' are two in Python.
    if (dict.entries.has(String(name))) throw machine.refuse('keys that differ as strings', `'${name}' twice`);
    dict.entries.set(String(name), items[k + 1]!);
  }
};

const append = (machine: Machine, items: readonly Pickled[]): void => {
  const list = top(machine);
  if (!isKind('list', list)) throw machine.refuse('items of a list', 'of something else');
  for (const item of items) list.items.push(item);
};

const global = ({ words, refuse }: Machine, name: string): Global => {
  if (words.knows(name)) return { kind: 'global', name };
  throw refuse(plain, `'${name}', which is code of Python: save module.state_dict(), or a dict of tensors`);
};

const reduce = (machine: Machine): Pickled => {
  const [called, given] = popped(machine, 2);
  const callable = isKind('global', called) && isKind('list', given);
  const result = callable ? machine.words.call(called.name, given.items) : undefined;
  if (result !== undefined) return result;
  throw machine.refuse(plain, `a call of ${isKind('global', called) ? `'${called.name}'` : 'another object'}`);
};

const persistent = (machine: Machine): Pickled => {
  const found = machine.words.persistent(pop(machine));
  if (found === undefined) throw machine.refuse('the storage of a tensor', 'another persistent id');
  return found;
};

const remember = (machine: Machine, place: number): void => void machine.memo.set(place, top(machine));

const recall = (machine: Machine, place: number): Pickled => {
  const value = machine.memo.get(place);
  if (value === undefined)
    throw machine.refuse('a value that was kept before', `none at ${place}: the file is damaged`);
  return value;
};

/** A whole number of any length, lowest byte first, the highest bit its sign. */
const long = (view: DataView): number | bigint => {
  let value = 0n;
  for (let k = 0; k < view.byteLength; k++) value |= BigInt(view.getUint8(k)) << BigInt(8 * k);
  const signed = BigInt.asIntN(8 * view.byteLength, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
};

/** The state that `torch` adds to a dict, versions of its modules, is not kept. */
const build = (machine: Machine): void => {
  pop(machine);
  if (!isKind('dict', top(machine))) throw machine.refuse(plain, 'the state of another object of Python');
};

const at = (letter: string): number => letter.charCodeAt(0);

/** Instructions that leave a value. */
export const values: Readonly<Record<number, (machine: Machine) => Pickled>> = {
  [at('N')]: () => null,
  0x88: () => true,
  0x89: () => false,
  [at('K')]: ({ take }) => take(1).getUint8(0),
  [at('M')]: ({ take }) => take(2).getUint16(0, true),
  [at('J')]: ({ take }) => take(4).getInt32(0, true),
  [at('G')]: ({ take }) => take(8).getFloat64(0),
  0x8a: ({ take }) => long(take(take(1).getUint8(0))),
  [at('X')]: ({ take, text }) => text(take(4).getUint32(0, true)),
  0x8c: ({ take, text }) => text(take(1).getUint8(0)),
  [at('}')]: dictOf,
  [at(']')]: () => listOf([]),
  [at(')')]: () => listOf([]),
  [at('t')]: (machine) => listOf(popMark(machine)),
  0x85: (machine) => listOf(popped(machine, 1)),
  0x86: (machine) => listOf(popped(machine, 2)),
  0x87: (machine) => listOf(popped(machine, 3)),
  [at('h')]: (machine) => recall(machine, machine.take(1).getUint8(0)),
  [at('j')]: (machine) => recall(machine, machine.take(4).getUint32(0, true)),
  [at('c')]: (machine) => global(machine, `${machine.line()}.${machine.line()}`),
  0x93: (machine) => global(machine, popped(machine, 2).map(String).join('.')),
  [at('Q')]: persistent,
  [at('R')]: reduce,
};

/** Instructions that leave none. */
export const effects: Readonly<Record<number, (machine: Machine) => void>> = {
  0x80: ({ take }) => void take(1),
  0x95: ({ take }) => void take(8),
  [at('(')]: ({ stack, marks }) => void marks.push(stack.length),
  [at('q')]: (machine) => remember(machine, machine.take(1).getUint8(0)),
  [at('r')]: (machine) => remember(machine, machine.take(4).getUint32(0, true)),
  0x94: (machine) => remember(machine, machine.memo.size),
  [at('s')]: (machine) => setItems(machine, popped(machine, 2)),
  [at('u')]: (machine) => setItems(machine, popMark(machine)),
  [at('a')]: (machine) => append(machine, popped(machine, 1)),
  [at('e')]: (machine) => append(machine, popMark(machine)),
  [at('b')]: build,
};

export const stop = at('.');
