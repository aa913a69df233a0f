import { fault, oneOf, type LocalFault } from '../../core/faults/errors.js';
import type { Later } from '../../core/run/stream.js';
import type { Tf } from './device-value.js';
import { hasOwn } from '../../core/record.js';
import { shown } from '../../core/faults/shown.js';

/**
 * Does work on one of tfjs's backends. tfjs has one current backend for a whole program: the one before the work is current again
 * after it, so that sessions on several backends and the user's own computations do not disturb each other.
 */
export const withBackend = async <A>(tf: Tf, mode: string, work: () => Later<A>): Promise<A> => {
  // While a backend starts, tfjs refuses to compute anything on any other.
  await tf.ready();
  const { registry } = tf.engine();
  const before = tf.getBackend();
  const away = before !== mode || tf.backend() !== registry[mode];
  // A backend that has been started becomes current at once, before the promise is resolved.
  if (away) void tf.setBackend(mode);
  try {
    return work();
  } finally {
    if (away && before !== mode && before in registry) void tf.setBackend(before);
  }
};

/** Starts one of tfjs's backends, unless it runs; the fault that keeps it from running, if any. */
export const start = async (tf: Tf, mode: string): Promise<LocalFault | undefined> => {
  const { registry, registryFactory } = tf.engine();
  if (!hasOwn(registryFactory, mode)) {
    const names = Object.keys(registryFactory);
    return fault(
      'Backend',
      'mode',
      `a backend that tfjs knows${names.length === 0 ? ', and none is imported' : ` (${oneOf(names)})`}`,
      shown(mode),
    );
  }
  const before = tf.getBackend();
  // Another backend that is started meanwhile makes tfjs forget this one: then try again, five times at the most.
  for (let attempt = 0; attempt < 5 && !hasOwn(registry, mode); attempt++)
    if (!(await tf.setBackend(mode)) && tf.getBackend() === mode) break;
  if (before !== mode && hasOwn(registry, before ?? '')) await tf.setBackend(before);
  if (!hasOwn(registry, mode))
    return fault('Backend', 'mode', 'a backend that starts on this machine', `${shown(mode)}, which does not`);
  return mode === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')
    ? fault('Backend', 'mode', 'a backend that computes in float32', `'${mode}', which has float16 on this machine`)
    : undefined;
};
