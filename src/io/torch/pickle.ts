import type { FaultError } from '../../core/faults/errors.js';
import { refusal } from '../file/header.js';
import { effects, plain, pop, stop, values } from './instructions.js';
import type { Machine, Pickled, Words } from './pickled.js';

/**
 * The value of a pickle of protocols 2 to 5 that builds tensors, dicts, lists, numbers and texts. Anything else is refused by its name
 * with a `FaultError`: no name of the file is ever looked up, imported or called. The instructions: Python's pickletools.
 */
export const unpickled = (bytes: Uint8Array, words: Words): Pickled => {
  let place = 0;
  let instruction = 0;
  const refuse = (want: string, got: string): FaultError => refusal(`byte ${instruction} of data.pkl`, want, got);
  const take = (length: number): DataView => {
    if (place + length > bytes.length) throw refuse('followed by what it needs', 'the end: the file is cut short');
    place += length;
    return new DataView(bytes.buffer, bytes.byteOffset + place - length, length);
  };
  const text = (length: number): string => new TextDecoder().decode(take(length));
  const line = (): string => {
    const end = bytes.indexOf(0x0a, place);
    const read = text((end < 0 ? bytes.length : end) - place);
    take(1);
    return read;
  };
  const machine: Machine = { words, stack: [], marks: [], memo: new Map(), take, text, line, refuse };
  for (;;) {
    instruction = place;
    const code = take(1).getUint8(0);
    if (code === stop) return pop(machine);
    const [value, effect] = [values[code], effects[code]];
    if (value !== undefined) machine.stack.push(value(machine));
    else if (effect !== undefined) effect(machine);
    else throw refuse(plain, `instruction 0x${code.toString(16).padStart(2, '0')}, which builds other objects`);
  }
};
