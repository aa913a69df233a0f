import type { Type } from '../algebra.js';
import type { LocalFault } from '../faults/errors.js';
import type { Vars } from '../model.js';
import type { Layer } from '../network.js';
import { mapValues } from '../record.js';
import { roomFaults } from '../room.js';
import { size, type Shape } from '../shape.js';
import { slotTypes, type Slots } from '../slots.js';
import type { Dtype } from '../tensor.js';
import { asValue } from './values.js';

/** The faults of variables that are too large for one tensor. */
export const roomOf = (slots: Slots): readonly LocalFault[] =>
  Object.entries(slots).flatMap(([name, { shape }]) => roomFaults(`'${name}'`, shape));

/**
 * Checks a step in two batches, of as many rows as nothing else is: with two rows a step that takes the batch axis for another
 * one of extent 2 would look right. A fault in both is reported once.
 */
export const inBatches = (
  slots: readonly Slots[],
  check: (rows: number) => readonly LocalFault[],
): readonly LocalFault[] => {
  const taken = new Set(
    slots
      .flatMap((of) => Object.values(of))
      .flatMap(({ shape }) => shape.flatMap((extent, axis) => [extent, size(shape.slice(axis))])),
  );
  const free = (from: number): number => (taken.has(from) ? free(from + 1) : from);
  const few = free(3);
  const faults = check(few);
  return faults.length > 0 ? faults : check(free(few + 1));
};

/** A number for each neuron and row. */
export const current = (shape: Shape, rows: number): Type => asValue({ shape: [rows, ...shape], dtype: 'f32' });

/** The random numbers of a layer's model. */
export const drawn = ({ model, shape }: Layer<string>, rows: number): Type =>
  current(model.noise === 'row' ? [] : shape, rows);

export const scalar = (dtype: Dtype): Type => asValue({ shape: [], dtype });

export const valuesOf = (slots: Slots, rows: number): Vars<string, Type> => mapValues(slotTypes(slots, rows), asValue);
