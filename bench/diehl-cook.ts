import { counts, diehlAndCook2015, frozen, initial, monitor, orThrow, run, type Backend } from 'spikefold';
import type { Case, Claim, Setting } from './harness/claim.js';
import { base64, imageRates, shown } from './harness/images.js';
import { absent, framesAlone, ours } from './harness/ours.js';
import { python } from './harness/python.js';
import { roofline } from './harness/roofline.js';

const time = 250;

interface Size {
  readonly n: number;
  readonly batch: number;
  readonly training: boolean;
  readonly samples: number;
}

const spikes = (rates: Uint8Array, batch: number) => () => shown(rates, batch, time, [784]);

/** Training starts from nothing learned, inference from what one round of training came to. */
const program =
  ({ n, batch, training, samples }: Size, rates: Uint8Array) =>
  async (backend: Backend) => {
    const net = orThrow(diehlAndCook2015({ inputs: [784], neurons: n, inh: 120, seed: 1, over: 'sum' }));
    const fresh = initial(net, { batch });
    const shown = spikes(rates, batch);
    const common = {
      frames: shown,
      counted: { in: monitor(net, 'X', 's', counts()), out: monitor(net, 'Ae', 's', counts()) },
      units: samples,
    };
    if (training) return { ...common, net, state: fresh };
    return { ...common, net: frozen(net), state: orThrow(await run(backend, net, fresh, shown())).state };
  };

/**
 * Bytes of a sample: a row of weights for each input spike. What learns is only where a trace is left of the few output
 * spikes, and the neurons' own variables stay in the cache.
 */
const traffic = ({ n, samples }: Size, rates: Uint8Array): number =>
  ((rates.reduce((a, b) => a + b, 0) * time) / 1000 / samples) * n * 4;

/** Eager takes minutes a sample for these. */
const tooMuch = (backend: Backend, { n, samples }: Size): boolean => backend.name === 'eager' && n * samples * n > 1e7;

const raceOf = ({ backends, data }: Setting, size: Size): Case => {
  const { n, batch, training, samples } = size;
  const rates = imageRates(samples, data);
  const params = { n, batch, training, rates: base64(rates) };
  return {
    size: `${training ? 'training' : 'inference'} N=${n} batch=${batch}`,
    unit: 'ms',
    scale: 1e3,
    subjects: [
      ...backends.map((backend) =>
        tooMuch(backend, size)
          ? absent(backend.name, 'left out: minutes a round')
          : ours(backend, program(size, rates)),
      ),
      ...(batch === 1 ? [python('torch-events', 'diehl_cook_torch', { ...params, form: 'events' }, samples)] : []),
      python('torch-dense', 'diehl_cook_torch', { ...params, form: 'dense' }, samples),
      framesAlone(spikes(rates, batch), samples),
      ...(batch === 1 ? [roofline('roofline', traffic(size, rates), 784 * n * 4)] : []),
    ],
  };
};

/** Samples of a round, fewer where they are slow. */
const samplesFor = (n: number): number => (n <= 100 ? 64 : n <= 400 ? 32 : 16);

export const diehlCook: Claim = {
  name: 'diehl-cook',
  about: `the network of Diehl & Cook 2015, 784 to N, on digits of 28 x 28; ms a sample of ${time} steps`,
  cases: (setting) =>
    (setting.quick ? [20] : [100, 400, 1600, 6400]).flatMap((n) =>
      [1, 32].flatMap((batch) =>
        [true, false].map((training) =>
          raceOf(setting, { n, batch, training, samples: batch === 1 ? (setting.quick ? 1 : samplesFor(n)) : batch }),
        ),
      ),
    ),
};
