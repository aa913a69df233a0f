import { size } from '../../core/shape.js';
import { allocate, type Tensor } from '../../core/tensor.js';
import { isOnDevice, type DeviceValue, type Tf, type Value } from './device-value.js';
import { withBackend } from './with-backend.js';

/**
 * Plain copies of values of one shape, in order, with a single read for all of a type (graded spikes may follow plain ones). A
 * value that occurs twice is read once, and one that nothing has changed since it was given is not read at all.
 */
export const read = async (tf: Tf, mode: string, values: readonly Value[]): Promise<readonly Tensor[]> => {
  const news = [...new Set(values)].filter(
    (value) => isOnDevice(value) && value.from === undefined,
  ) as readonly DeviceValue[];
  const types = [...new Set(news.map(({ dtype }) => dtype))];
  const found = await Promise.all(
    types.map((type) =>
      readNew(
        tf,
        mode,
        news.filter(({ dtype }) => dtype === type),
      ),
    ),
  );
  const copies = new Map<Value, Tensor>(found.flat());
  return values.map((value) => copies.get(value) ?? (isOnDevice(value) ? value.from! : value));
};

const readNew = async (
  tf: Tf,
  mode: string,
  values: readonly DeviceValue[],
): Promise<readonly (readonly [DeviceValue, Tensor])[]> => {
  const joined = await withBackend(tf, mode, () =>
    tf.tidy(() => tf.concat(values.map(({ on }) => tf.reshape(on, [on.size])))),
  );
  try {
    const all = await joined.data();
    const width = size(values[0]!.shape);
    return values.map((value, place) => {
      const data = allocate(value.dtype, width);
      data.set(all.subarray(place * width, (place + 1) * width));
      return [value, { shape: value.shape, dtype: value.dtype, data }];
    });
  } finally {
    joined.dispose();
  }
};
