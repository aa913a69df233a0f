import { outlets, type Operand } from '../ir/ir.js';
import type { Writer } from '../kernels/kernel.js';

/**
 * A watched variable as 7 words in memory: where the next one stands (0: nowhere), in how many steps it is due, and after how many again,
 * where it lies, where its next row goes, its bytes there, and whether each of its elements becomes one byte, as of bools.
 */
export const outlet = { next: 0, left: 4, every: 8, from: 12, to: 16, bytes: 20, isBool: 24, size: 32 } as const;

/** Elements of bools come in fours. */
export const rowBytes = (count: number, isBool: boolean): number => (isBool ? Math.ceil(count / 4) * 4 : count * 4);

/** Puts watched variables that are due after a step behind those of the steps before: the word `outlets` tells where the first stands. */
export const giveRows = (write: Writer): void => {
  const { op, load, store } = write;
  const at = write.variable('i32', load('i32', 0, outlets));
  write.if(at, () =>
    write.doWhile(() => {
      const left = op('i32.sub', load('i32', at, outlet.left), 1);
      store(left, at, outlet.left);
      write.if(op('i32.lt', left, 1), () => {
        const [from, to, bytes] = [outlet.from, outlet.to, outlet.bytes].map((word) => load('i32', at, word));
        store(load('i32', at, outlet.every), at, outlet.left);
        store(op('i32.add', to!, bytes!), at, outlet.to);
        write.if(
          load('i32', at, outlet.isBool),
          () =>
            write.for(0, bytes!, 4, (byte) => {
              const four = bytesOf(write, write.plus(from!, op('shl', byte, 2)));
              store(four, write.plus(to!, byte));
            }),
          () => write.copy(to!, from!, bytes!),
        );
      });
      write.assign(at, load('i32', at, outlet.next));
      return at;
    }),
  );
};

/** Four masks in memory as four bytes, 0 or 1. */
const bytesOf = ({ lanes, op, load }: Writer, at: Operand): Operand => {
  // Products put the bits 7 places apart, each in a byte of its own.
  if (lanes === 4) return op('and', op('i32.mul', op('bitmask', load('v128', at)), 0x00204081), 0x01010101);
  const byte = (place: number): Operand => op('and', load('i32', at, place * 4), 1 << (8 * place));
  return op('or', op('or', byte(0), byte(1)), op('or', byte(2), byte(3)));
};
