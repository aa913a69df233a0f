import { describe } from 'vitest';
import { eager } from '../../src/index.js';
import { alike } from '../support/alike.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { playScene } from '../support/trials.js';

describe.each(alike)('the backend $name', ({ backend, scenes: runs, isExact }) => {
  law(
    'gives what eager gives, to the bit, in any scene',
    [scenes.filter(({ net }) => isExact(net))],
    async (scene) => {
      const [want, got] = [await playScene(eager, scene), await playScene(backend, scene)];
      expectSame(got.monitors, want.monitors);
      expectSame({ ...got.state }, { ...want.state });
    },
    runs,
  );
});
