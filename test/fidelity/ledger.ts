import { biologyRows } from './rows/biology.js';
import { circuitRows } from './rows/circuits.js';
import { competitionRows } from './rows/competition.js';
import { cortexRows } from './rows/cortex.js';
import { izhikevichRows } from './rows/izhikevich.js';
import { lifCurveRows, lifDefaultRows } from './rows/lif.js';
import { mstdpRows } from './rows/mstdp.js';
import { poissonRows } from './rows/poisson.js';
import { polychronizationRows } from './rows/polychronization.js';
import { shortTermRows } from './rows/short-term.js';
import { stdpRows } from './rows/stdp.js';
import type { Row } from './support/row.js';

/** Every row; the same at every time. */
export const ledger = async (): Promise<readonly Row[]> => [
  ...(await lifDefaultRows()),
  ...(await lifCurveRows()),
  ...(await stdpRows()),
  ...(await mstdpRows()),
  ...(await izhikevichRows()),
  ...(await cortexRows()),
  ...poissonRows(),
  ...(await biologyRows()),
  ...(await competitionRows()),
  ...(await circuitRows()),
  ...(await polychronizationRows()),
  ...shortTermRows(),
];
