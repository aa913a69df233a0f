import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';

/** A job for tests: keeps its thread for some ms, and then does what the point says. */
const block = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const ways = {
  value: ({ n }, { seed, place, shared }) => ({
    n,
    seed,
    place,
    shared: shared ?? null,
    third: new Float64Array([n / 3]),
  }),
  throw: () => {
    throw new Error('no such thing');
  },
  endless: () => {
    for (;;);
  },
  waiting: () => new Promise(() => undefined),
  exit: () => process.exit(3),
  function: () => ({ counts: [1], f: () => 1 }),
  left: () => ({
    _tag: 'Left',
    left: [{ _tag: 'Parameter', place: "layer 'Y'", what: 'tau', want: 'positive', got: '-1' }],
  }),
  right: () => ({ _tag: 'Right', right: 7 }),
  own: () => {
    throw Object.assign(new Error('of another library'), { name: 'FaultError', faults: ['mine'] });
  },
  nothing: () => undefined,
  large: ({ bytes }) => new Uint8Array(bytes),
  lines: () => {
    throw new Error('one\n  two');
  },
  kill: () => process.kill(process.pid, 'SIGKILL'),
  log: ({ n, file }) => {
    appendFileSync(file, `${n}\n`);
    return n;
  },
  until: async ({ n, file, note }, { progress }) => {
    if (note !== undefined) progress(0.5, note);
    while (!existsSync(file)) await after(20);
    return n;
  },
};

export default ({ way = 'value', ms = 0, ...point }, context) => {
  block(ms);
  return ways[way](point, context);
};
