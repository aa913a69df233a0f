import { tsodyksUzielMarkram } from '../../../src/cells.js';
import { shortTerm } from '../../../src/index.js';
import { releasedBy, threeStates } from '../../models/support/resources.js';
import type { Row } from '../support/row.js';

/** Eight spikes at 20 Hz, and one 500 ms after, ms. */
const train = [...Array.from({ length: 8 }, (_, k) => 10 + 50 * k), 860];

const synapses = {
  depressing: { U: 0.5, tauRec: 800, tauFacil: 0 },
  facilitating: { U: 0.1, tauRec: 130, tauFacil: 530 },
};

/** The amplitudes of synapses after Tsodyks and Markram, of two states and of three. */
export const shortTermRows = (): readonly Row[] =>
  Object.entries(synapses).flatMap(([name, synapse]) =>
    [0, 5].map((tauActive): Row => {
      const ours = releasedBy(
        (of) => (tauActive === 0 ? shortTerm(of, synapse) : tsodyksUzielMarkram(of, { ...synapse, tauActive })),
        train,
        1,
      );
      const target = threeStates({ ...synapse, tauActive }, train);
      const error = Math.max(...ours.map((amplitude, k) => Math.abs(amplitude - target[k]!)));
      const told = (of: readonly number[]): string => [of[0], of[1], of[7], of[8]].map((x) => x!.toFixed(4)).join(', ');
      return {
        claim: `A ${name} synapse of ${tauActive === 0 ? 'two states' : 'three states, 5 ms active'}: spikes 1, 2, 8 at 20 Hz, and after 500 ms`,
        source: tauActive === 0 ? 'Markram et al. 1998, closed form' : 'Tsodyks et al. 2000, closed form',
        target: told(target),
        ours: told(ours),
        tolerance: '1e-5',
        passed: error <= 1e-5,
      };
    }),
  );
