import { vi } from 'vitest';
import { int, type Block, type Local, type Routine, type Statement } from '../../../src/backends/fused/ir/ir.js';
import type { Memory, Target } from '../../../src/backends/fused/ir/target.js';

/** The word of the memory, which nothing else uses, in which code counts the statements that it runs. */
const word = 12;

/** A routine that counts its statements as they run, a block at a time. */
const counting = ({ locals, body, ...rest }: Routine): Routine => {
  const count: Local = { _tag: 'Local', id: locals.length, kind: 'i32' };
  const add = (statements: number): Block => [
    { _tag: 'Load', to: count, at: int(0), offset: word },
    { _tag: 'Apply', to: count, op: 'i32.add', args: [count, int(statements)] },
    { _tag: 'Store', at: int(0), offset: word, value: count },
  ];
  const within = (of: Statement): Statement => {
    if (of._tag === 'If') return { ...of, yes: block(of.yes), no: block(of.no) };
    return of._tag === 'For' || of._tag === 'DoWhile' ? { ...of, body: block(of.body) } : of;
  };
  const block = (of: Block): Block => (of.length === 0 ? of : [...add(of.length), ...of.map(within)]);
  return { ...rest, locals: [...locals, 'i32'], body: block(body) };
};

/** A program, by its routines, and how many statements each of them has run. */
export interface Counted {
  readonly routines: readonly Routine[];
  readonly ran: readonly number[];
}

/** Makes a target count what the programs run that it compiles from now on: these, in order. */
export const countingOn = <Code, M extends Memory>(target: Target<Code, M>): readonly Counted[] => {
  const { compile, instantiate } = target;
  const programs: { readonly routines: readonly Routine[]; readonly ran: number[] }[] = [];
  const ranOf = new Map<Code, number[]>();
  vi.spyOn(target, 'compile').mockImplementation((routines) => {
    const code = compile(routines.map(counting));
    const ran = routines.map(() => 0);
    programs.push({ routines, ran });
    ranOf.set(code, ran);
    return code;
  });
  vi.spyOn(target, 'instantiate').mockImplementation((code, memory) => {
    const { each } = instantiate(code, memory);
    const ran = ranOf.get(code)!;
    const all = (): void =>
      each.forEach((run, place) => {
        const before = memory.i[word >> 2]!;
        memory.i[word >> 2] = 0;
        run();
        ran[place]! += memory.i[word >> 2]!;
        memory.i[word >> 2] = before;
      });
    const repeat = (): number => {
      all();
      return 1;
    };
    return { each, all, repeat };
  });
  return programs;
};
