import { fault, oneOf, type LocalFault } from '../../core/errors.js';
import type { Tf } from './held.js';

/**
 * Does some work on one of tfjs's backends. The backend that tfjs uses is global: whatever it is when the work begins, it
 * is again when the work is done, so that sessions on several backends, and the user's own computations, get along.
 */
export const within = async <A>(tf: Tf, mode: string, work: () => A): Promise<A> => {
  // While a backend starts, tfjs refuses to compute anything on any other.
  await tf.ready();
  const { registry } = tf.engine();
  const before = tf.getBackend();
  const away = before !== mode || tf.backend() !== registry[mode];
  // A backend that has been started takes over at once; the promise has nothing more to tell.
  if (away) void tf.setBackend(mode);
  try {
    return work();
  } finally {
    if (away && before !== mode && before in registry) void tf.setBackend(before);
  }
};

/** Starts one of tfjs's backends, unless it runs; what keeps it from running. */
export const start = async (tf: Tf, mode: string): Promise<LocalFault | undefined> => {
  const { registry, registryFactory } = tf.engine();
  if (!Object.hasOwn(registryFactory, mode)) {
    const names = Object.keys(registryFactory);
    return fault(
      'Backend',
      'mode',
      `a backend that tfjs knows${names.length === 0 ? ', and none is imported' : ` (${oneOf(names)})`}`,
      `'${mode}'`,
    );
  }
  const before = tf.getBackend();
  // Another backend that is started meanwhile makes tfjs forget this one: then it is tried again, but not for ever.
  for (let attempt = 0; attempt < 5 && !Object.hasOwn(registry, mode); attempt++)
    if (!(await tf.setBackend(mode)) && tf.getBackend() === mode) break;
  if (before !== mode && Object.hasOwn(registry, before ?? '')) await tf.setBackend(before);
  if (!Object.hasOwn(registry, mode))
    return fault('Backend', 'mode', 'a backend that starts on this machine', `'${mode}', which does not`);
  return mode === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')
    ? fault('Backend', 'mode', 'a backend that computes in float32', `'${mode}', which has float16 on this machine`)
    : undefined;
};
