import type { Type } from '../../core/algebra.js';
import { refused } from '../../core/faults/errors.js';
import { allocate, type Tensor } from '../../core/tensor.js';
import type { Engine } from './engine.js';
import { exactUpTo } from './lower.js';
import type { Handle } from './peer.js';

/** A value of a session: elements on the device, on the host, or both; each side is filled once it is asked for. */
export interface Value extends Type {
  host: Tensor | undefined;
  device: Handle | undefined;
}

export const onHost = (host: Tensor): Value => ({ shape: host.shape, dtype: host.dtype, host, device: undefined });

export const onDevice = ({ shape, dtype }: Type, device: Handle): Value => ({ shape, dtype, host: undefined, device });

/** The elements for a kernel. With `exact`, whole numbers too large for float32 throw a FaultError. */
export const uploaded = async (engine: Engine, value: Value, exact: boolean): Promise<Handle> => {
  if (exact && value.dtype === 'i32') value.host!.data.forEach((number) => checkExact(engine, number));
  return (value.device ??= await engine.upload(value.host!));
};

const checkExact = ({ name }: Engine, number: number): void => {
  const want = `at most ${exactUpTo} in size, as float32 holds them`;
  if (Math.abs(number) > exactUpTo)
    throw refused(`backend '${name}'`, 'whole numbers (i32)', want, `${number}`, 'Backend');
};

/** The elements as a tensor. */
export const downloaded = async (engine: Engine, value: Value): Promise<Tensor> => {
  value.host ??= tensorOf(value, await engine.read(value.device!));
  return value.host;
};

const tensorOf = ({ shape, dtype }: Type, data: Float32Array): Tensor => {
  if (dtype === 'f32') return { shape, dtype, data };
  const whole = allocate(dtype, data.length);
  whole.set(data);
  return { shape, dtype, data: whole };
};
