import { describe, expect, test } from 'vitest';
import { polychronization } from '../../src/biology.js';
import { counts, eager, initial, js, monitor, orThrow, profiled, run, silence, wasm } from '../../src/index.js';

describe('Izhikevich 2006', () => {
  test('each excitatory neuron has 80 and 20 targets, each inhibitory one 100, all with delays', () => {
    const { connections } = initial(orThrow(polychronization()));
    const weights = (name: 'EE' | 'EI' | 'IE') => connections[name].w.data;
    expect([weights('EE').length, weights('EI').length, weights('IE').length]).toEqual([64_000, 16_000, 20_000]);
    expect([new Set(weights('EE')), new Set(weights('IE'))]).toEqual([new Set([6]), new Set([-5])]);
    expect(connections.EE.inTransit.shape).toEqual([1, 21, 800]);
    expect(connections.EI.p.shape).toEqual([1, 21, 800]);
  });

  test('delays are drawn for each synapse, and rules pair on arrival', () => {
    const { params } = orThrow(polychronization()).connections.EE.connection.term;
    expect(JSON.stringify(params['delay'])).toContain('clipped');
    expect(params['pairing']).toBe('arrival');
  });

  const small = { excitatory: 40, inhibitory: 10, synapses: 20, rate: 50, exc: 8 };

  test('the same bits on eager, js and wasm, over a second at whose end weights move', async () => {
    const net = orThrow(polychronization(small));
    const start = initial(net, { seed: 1 });
    const { state: want } = orThrow(await run(eager, net, start, silence(1100), {}));
    expect(want.connections.EE.w.data).not.toEqual(start.connections.EE.w.data);
    for (const backend of [js, wasm]) {
      const half = orThrow(await run(backend, net, start, silence(613), {}));
      const { state } = orThrow(await run(backend, net, half.state, silence(487), {}));
      expect(state).toEqual(want);
    }
  });

  test('wasm looks at no synapse of a neuron that is silent', async () => {
    const net = orThrow(polychronization(small));
    const kernels: string[] = [];
    const watched = profiled((times) => kernels.push(...times.map(({ kernel }) => kernel)));
    orThrow(await run(watched, net, initial(net), silence(2), {}));
    const own = kernels.filter((name) => /\b(640|160)\]/.test(name)).map((name) => name.replace(/ \[.*/, ''));
    expect(new Set(own)).toEqual(new Set(['update along synapses', 'update now and then']));
    const rings = kernels.filter((name) => /\[1, \d+, \d+\]/.test(name)).map((name) => name.replace(/ \[.*/, ''));
    expect(new Set(rings)).toEqual(new Set(['synapses', 'withRow']));
  });

  test('neurons fire 2 to 7 times a second, and inhibition keeps them from more', async () => {
    const rateOf = async (params: Parameters<typeof polychronization>[0]): Promise<number> => {
      const net = orThrow(polychronization(params));
      const watched = { E: monitor(net, 'E', 's', counts()) };
      const { monitors } = orThrow(await run(wasm, net, initial(net, { seed: 1 }), silence(1000), watched));
      return Array.from(monitors.E.data).reduce((a, b) => a + b, 0) / 800;
    };
    const rate = await rateOf({});
    expect(rate).toBeGreaterThan(2);
    expect(rate).toBeLessThan(7);
    expect(await rateOf({ inh: 0 })).toBeGreaterThan(2 * rate);
  });
});
