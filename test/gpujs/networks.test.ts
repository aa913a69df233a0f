import { describe } from 'vitest';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { eager } from '../../src/index.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { playScene } from '../support/trials.js';
import { nodeModes } from './support.js';

describe.each(nodeModes)('gpu.js in mode %s', (mode) => {
  const backend = gpujs(mode);

  law(
    'gives what eager gives, to the bit, in any scene',
    [scenes],
    async (scene) => {
      const [want, got] = [await playScene(eager, scene), await playScene(backend, scene)];
      expectSame(got.monitors, want.monitors);
      expectSame({ ...got.state }, { ...want.state });
    },
    mode === 'cpu' ? 40 : 12,
  );
});
