import type { AnyModel } from '../../../core/model.js';
import { adaptiveLif, adaptiveLifDefaults } from '../../neurons/adaptive-lif.js';
import { csrm, csrmDefaults } from '../../neurons/csrm.js';
import { currentLif, currentLifDefaults } from '../../neurons/current-lif.js';
import { input } from '../../neurons/input.js';
import { integrateAndFire, integrateAndFireDefaults } from '../../neurons/integrate-and-fire.js';
import { izhikevich, izhikevichDefaults } from '../../neurons/izhikevich.js';
import { lif, lifDefaults } from '../../neurons/lif.js';
import { mcCullochPitts, mcCullochPittsDefaults } from '../../neurons/mcculloch-pitts.js';
import { oneSpike } from '../../neurons/one-spike.js';
import { poissonGroup, poissonGroupDefaults } from '../../neurons/poisson-group.js';
import { srm0, srm0Defaults } from '../../neurons/srm0.js';
import { summed } from '../../neurons/summed.js';
import { traceDefaults, traced } from '../../neurons/traced.js';
import { boolean, defaulted, fields, made, optional, param, termIn, type Decoder, type Vocabulary } from '../decode.js';

/** Every model that plain data can name, with the parameters that it takes. To make a new one loadable, add its row. */
export const model: Decoder<AnyModel> = termIn('model', () => models);

const models: Vocabulary<AnyModel> = {
  input: made(fields({}), () => input()),
  mcCullochPitts: made(defaulted(mcCullochPittsDefaults), (p) => mcCullochPitts(p)),
  poissonGroup: made(defaulted(poissonGroupDefaults), (p) => poissonGroup(p)),
  lif: made(defaulted(lifDefaults), (p) => lif(p)),
  adaptiveLif: made(defaulted(adaptiveLifDefaults), (p) => adaptiveLif(p)),
  integrateAndFire: made(defaulted(integrateAndFireDefaults), (p) => integrateAndFire(p)),
  currentLif: made(defaulted(currentLifDefaults), (p) => currentLif(p)),
  srm0: made(defaulted(srm0Defaults), (p) => srm0(p)),
  izhikevich: made(defaulted(izhikevichDefaults), (p) => izhikevich(p)),
  csrm: made(defaulted(csrmDefaults), (p) => csrm(p)),
  oneSpike: made(fields({ of: model }), ({ of }) => oneSpike(of)),
  summed: made(fields({ of: model }), ({ of }) => summed(of)),
  traced: made(
    fields({
      tau: optional(param, traceDefaults.tau),
      scale: optional(param, traceDefaults.scale),
      additive: optional(boolean, traceDefaults.additive),
      of: model,
    }),
    ({ of, ...p }) => traced(of, p),
  ),
};
