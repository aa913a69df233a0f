import { describe, expect, test } from 'vitest';
import { tensor, zeros, type Shape, type Tensor } from '../../src/index.js';
import { compile } from '../../src/backends/fused/plan/compile.js';
import { quickLaw } from '../support/law.js';
import { alone } from './support/setting.js';
import {
  drawn,
  expectFaithfulTrial,
  scenery,
  scenes,
  shapeOf,
  trialsOf,
  type Axis,
  type Scenery,
} from './support/sceneries.js';

describe('an image that is gathered before it is contracted', () => {
  for (const [name, scene] of Object.entries(scenes))
    quickLaw(
      `gives what it gives on eager, to the bit, where it spikes: ${name}`,
      [trialsOf(scene, true)],
      expectFaithfulTrial,
      150,
    );

  const plain: Axis = { kernel: 5, out: 6, stride: 1, dilation: 1, padding: 0 };
  const one = (axis: Partial<Axis> = {}): Scenery => scenery(2, 1, 3, [plain, { ...plain, ...axis }]);
  const zerosOf = (contraction: string, scene: Scenery, imageSpikes: boolean, otherSpikes: boolean) => {
    const of = (shape: Shape, bool: boolean): Tensor => zeros(shape, bool ? 'bool' : 'f32');
    return [of(scene.image, imageSpikes), of(shapeOf(contraction.split(/,|->/)[1]!, scene), otherSpikes)] as const;
  };
  const kernelsOf = (contraction: string, scene: Scenery, spiking: readonly [boolean, boolean], kept = false) => {
    const [image, other] = zerosOf(contraction, scene, ...spiking);
    const { graph } = drawn(contraction, scene, image, other, { kept });
    const { routines } = compile(graph, {
      ...alone,
      addressOf: (path) => (path === 'state.sum' ? 1024 : path === 'state.seen' ? 65536 : undefined),
      start: 2 ** 20,
      lanes: 4,
    });
    return routines.flatMap(({ name }) => (/^(spike-|conv|contract|gather)/.exec(name) ? [name.split(' b')[0]!] : []));
  };
  const backwards = (scene: Scenery): Scenery => ({
    ...scene,
    places: tensor(
      scene.places.shape,
      scene.places.data.map((_, k, all) => all[all.length - 1 - k]!),
      'i32',
    ),
  });
  test.each([
    ['conv-forward', 'bcpk,ock->bop', one(), [true, false]],
    ['conv-forward', 'bcpk,bop->ock', one(), [true, false]],
    ['conv-forward', 'bcpk,bop->bock', one(), [true, true]],
    ['conv-weight-gradient', 'bcpk,bop->ock', one(), [false, true]],
    ['conv-weight-gradient', 'bcpk,bop->ock', one({ stride: 2 }), [false, true]],
    ['conv-forward', 'bcpk,o->bop', one(), [true, false]],
    ['spike-scatter', 'bcpk,ock->bop', one({ stride: 2 }), [true, false]],
    ['spike-scatter', 'bcpk,ock->bop', one({ padding: 1 }), [true, false]],
    ['spike-scatter', 'bcpk,bop->ock', one({ dilation: 2, stride: 2 }), [true, false]],
    ['spike-scatter', 'bcpk,cfpk->bfp', one(), [true, false]],
    ['spike-scatter', 'bcpk,ock->bop', one({ out: 90 }), [true, false]],
  ] as const)('is not written out: %s, %s', (name, contraction, scene, spiking) => {
    expect(kernelsOf(contraction, scene, spiking)).toStrictEqual([name]);
    expect(new Set(kernelsOf(contraction, scene, spiking, true))).toStrictEqual(
      new Set([`gather [2, ${scene.places.data.length}]`, name]),
    );
  });

  test.each([
    ['is numbers, as is the other', 'bcpk,bop->ock', one(), [false, false]],
    ['would be added up in another order', 'bcpk,ock->bop', backwards(one()), [true, false]],
    ['is contracted with a sum over the other alone', 'bcpk,ock->bp', one(), [true, false]],
    ['is padded, and spikes look at it', 'bcpk,bop->ock', one({ padding: 1 }), [false, true]],
  ] as const)('is written out where it %s', (_, contraction, scene, spiking) => {
    expect(kernelsOf(contraction, scene, spiking).map((name) => name.split(' ')[0])).toStrictEqual([
      'gather',
      'contract',
    ]);
  });
});
