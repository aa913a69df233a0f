/**
 * What a step of a cell costs: `npx tsx bench/cells.ts [rounds]`. 4000 cells of a kind, driven to spike, without synapses; the least and the
 * median processor time of a step and cell.
 */
import { adEx, initial, layer, network, orThrow, run, silence, srm0, wasm } from 'spikefold';
import type { AnyModel } from 'spikefold/authoring';
import { conductanceAdEx, conductanceBased, currentBased, hodgkinHuxley } from 'spikefold/cells';
import { secondsOf } from './harness/clock.js';

const rounds = Number(process.argv[2] ?? 15);
const [cells, steps] = [4000, 2000];

const nmda = { kinetics: 'double exponential', tau: 100, rise: 2, magnesium: 1 } as const;
const models: Readonly<Record<string, AnyModel>> = {
  currentBased: currentBased({ offset: 0.9 }),
  conductanceBased: conductanceBased({ offset: 0.9 }),
  'conductanceBased with NMDA': conductanceBased({ offset: 0.9, receptors: { exc: {}, nmda } }),
  adEx: adEx(),
  conductanceAdEx: conductanceAdEx({ offset: 0.8 }),
  srm0: srm0(),
  hodgkinHuxley: hodgkinHuxley({ offset: 0.5 }),
};

for (const [name, model] of Object.entries(models)) {
  const dt = name === 'hodgkinHuxley' ? 0.05 : 0.1;
  const net = orThrow(network({ dt }, { N: layer([cells], model) }, () => ({})));
  const state = initial(net);
  const times: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const began = secondsOf('cpu');
    orThrow(await run(wasm, net, state, silence(steps * dt)));
    if (round >= 0) times.push(((secondsOf('cpu') - began) * 1e9) / cells / steps);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${name.padEnd(26)}  ${times[0]!.toFixed(1)} ns  ${times[times.length >> 1]!.toFixed(1)} ns a cell and step`,
  );
}
