import { saveFile } from '../../src/node.js';
import { initial, layer, lif, network, noExpectation, orThrow, zeros } from '../../src/index.js';
import { save } from '../../src/file.js';
import { assignLabels, noNgrams, type Assignment } from '../../src/read-out.js';

const net = orThrow(network({ dt: 1 }, { Y: layer([2], lif()) }));
const state = initial(net);
const assigned: Assignment = orThrow(assignLabels(zeros([1, 2]), [0], 1));
const told = (): number => 1;

/** What the library's own read-outs come to can be kept as it is. */
export const kept = [
  save(net, state, { readOut: assigned }),
  save(net, state, { readOut: { assigned, words: noNgrams(2, 10), noExpectation, rates: [1, assigned.rates] } }),
  saveFile('net.spikes', net, state, { readOut: { assigned } }),
];

// @ts-expect-error a function is no plain data
save(net, state, { readOut: { told } });
// @ts-expect-error nor is one within
save(net, state, { readOut: { deep: { told } } });
