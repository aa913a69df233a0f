import { initial, network, input, layer, orThrow, zeros } from 'spikefold';
import { saveFile } from 'spikefold/node';

/** Saves into a file without end, each time with another number of the save in every element: for a test to kill, or to race. */
const [path, start = '0', count = 'Infinity'] = process.argv.slice(2);
const net = orThrow(network({ dt: 1 }, { X: layer([64], input()) }));
for (let turn = Number(start); turn < Number(start) + Number(count); turn++) {
  const values = { ...zeros([40_000]), data: new Float32Array(40_000).fill(turn) };
  orThrow(await saveFile(path!, net, initial(net), { readOut: { turn, values } }));
  process.stdout.write('.');
}
