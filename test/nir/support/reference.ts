import type { NirGraph, NirNode, NumberArray, Reset } from '../../../src/nir.js';

/** What a graph is run with: seconds a step, and what a file does not say. */
export interface Settings {
  readonly dt: number;
  readonly integrator: 'exact' | 'euler' | 'euler, current first' | 'exact leak';
  readonly reset?: Reset;
  readonly perStep?: boolean;
}

interface Value {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** What each node of a graph without graphs within gives in each step, in float64, by NIR's equations: written without the library's code. */
export const simulate = (
  graph: NirGraph,
  inputs: readonly Readonly<Record<string, Value>>[],
  settings: Settings,
): Readonly<Record<string, readonly (readonly number[])[]>> => {
  const states: Record<string, { v: number[]; i: number[] }> = {};
  const given: Record<string, number[][]> = {};
  let last: Record<string, Value> = {};
  for (const input of inputs) {
    const now: Record<string, Value> = {};
    const open = new Set<string>();
    const valueOf = (name: string): Value => {
      if (now[name] !== undefined) return now[name];
      open.add(name);
      const sources = graph.edges.filter(([, to]) => to === name).map(([from]) => from);
      // What is being worked out leads back to itself: it has the value of the step before.
      const arriving = sources.map((from) =>
        open.has(from) ? (last[from] ?? silent(graph.nodes[from])) : valueOf(from),
      );
      open.delete(name);
      const sum = arriving.reduce<Value | undefined>(
        (a, b) => (a === undefined ? b : { shape: a.shape, data: a.data.map((x, k) => x + b.data[k]!) }),
        undefined,
      );
      return (now[name] = evaluate(graph.nodes[name] as NirNode, name, sum, input[name]));
    };
    const evaluate = (node: NirNode, name: string, got: Value | undefined, external: Value | undefined): Value => {
      if (node.type === 'Input') return external!;
      const state = (states[name] ??= { v: [], i: [] });
      return apply(node, got, state, settings);
    };
    // From the ends back, so that loops are cut where they come back to a neuron.
    for (const name of Object.keys(graph.nodes).filter((of) => graph.nodes[of]!.type === 'Output')) valueOf(name);
    for (const [name, { data }] of Object.entries(now)) (given[name] ??= []).push([...data]);
    last = now;
  }
  return given;
};

/** What a neuron gave before the first step: nothing. */
const silent = (node: unknown): Value => {
  const { shape } = (node as { readonly r: NumberArray }).r;
  return { shape, data: Array.from({ length: product(shape) }, () => 0) };
};

const listed = new WeakMap<object, readonly number[]>();

const each = (numbers: NumberArray | undefined, otherwise = 0): ((k: number) => number) => {
  if (numbers === undefined) return () => otherwise;
  const data = listed.get(numbers) ?? Array.from(numbers.data as Iterable<number | bigint>, Number);
  listed.set(numbers, data);
  return (k) => data[data.length === 1 ? 0 : k]!;
};

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

const pair = (value: number | readonly number[] | string): readonly [number, number] =>
  typeof value === 'number' ? [value, value] : ([value[0], value.at(-1)] as unknown as readonly [number, number]);

/** A window that slides over an image: `see` is called with filter, place in the image and place in the kernel. */
const slide = (
  got: Value,
  out: readonly [filters: number, height: number, width: number],
  kernel: readonly [number, number],
  options: Readonly<Record<'stride' | 'padding' | 'dilation', readonly [number, number]>>,
  see: (filter: number, at: (channel: number) => number, ky: number, kx: number) => number,
): Value => {
  const [, height, width] = got.shape as [number, number, number];
  const data = Array.from({ length: product(out) }, () => 0);
  for (let f = 0, k = 0; f < out[0]; f++)
    for (let y = 0; y < out[1]; y++)
      for (let x = 0; x < out[2]; x++, k++)
        for (let ky = 0; ky < kernel[0]; ky++)
          for (let kx = 0; kx < kernel[1]; kx++) {
            const iy = y * options.stride[0] + ky * options.dilation[0] - options.padding[0];
            const ix = x * options.stride[1] + kx * options.dilation[1] - options.padding[1];
            if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
            data[k]! += see(f, (channel) => got.data[(channel * height + iy) * width + ix]!, ky, kx);
          }
  return { shape: out, data };
};

const apply = (
  node: NirNode,
  given: Value | undefined,
  state: { v: number[]; i: number[] },
  settings: Settings,
): Value => {
  const got = given ?? { shape: [1], data: [0] };
  switch (node.type) {
    case 'Linear':
    case 'Affine': {
      const [outputs, inputs] = node.weight.shape as [number, number];
      const [w, b] = [each(node.weight), each('bias' in node ? node.bias : undefined)];
      const sum = (o: number): number => got.data.reduce((total, x, i) => total + x * w(o * inputs + i), b(o));
      return { shape: [outputs], data: Array.from({ length: outputs }, (_, o) => sum(o)) };
    }
    case 'Scale':
      return { shape: got.shape, data: got.data.map((x, k) => x * each(node.scale)(k)) };
    case 'Threshold':
      return { shape: got.shape, data: got.data.map((x, k) => (x > each(node.threshold)(k) ? 1 : 0)) };
    case 'Flatten': {
      const [first, last] = [node.start_dim, node.end_dim < 0 ? node.end_dim + got.shape.length : node.end_dim];
      const joined = product(got.shape.slice(first, last + 1));
      return { shape: [...got.shape.slice(0, first), joined, ...got.shape.slice(last + 1)], data: got.data };
    }
    case 'Delay': {
      const seen = state.v as unknown as (readonly number[])[];
      seen.push(got.data);
      const data = got.data.map(
        (_, k) => seen[seen.length - 1 - Math.round(each(node.delay)(k) / settings.dt)]?.[k] ?? 0,
      );
      return { shape: got.shape, data };
    }
    case 'SumPool2d':
    case 'AvgPool2d': {
      const [kernel, stride, padding] = [pair(node.kernel_size), pair(node.stride), pair(node.padding)];
      const extent = (axis: 0 | 1): number =>
        Math.floor((got.shape[axis + 1]! + 2 * padding[axis] - kernel[axis]) / stride[axis]) + 1;
      const share = node.type === 'SumPool2d' ? 1 : 1 / (kernel[0] * kernel[1]);
      const options = { stride, padding, dilation: [1, 1] as const };
      return slide(got, [got.shape[0]!, extent(0), extent(1)], kernel, options, (f, at) => at(f) * share);
    }
    case 'Conv1d': {
      const image = { shape: [got.shape[0]!, 1, got.shape[1]!], data: got.data };
      const two = { ...node, type: 'Conv2d' as const };
      const [filters, channels, extent] = node.weight.shape as [number, number, number];
      const widened = (value: number | readonly number[]): readonly [number, number] => [1, pair(value)[0]];
      const padding = typeof node.padding === 'string' ? node.padding : ([0, pair(node.padding)[0]] as const);
      const { input_shape: _, ...plain } = two;
      const made = apply(
        {
          ...plain,
          weight: { ...node.weight, shape: [filters, channels, 1, extent] },
          stride: widened(node.stride),
          dilation: widened(node.dilation),
          padding,
        },
        image,
        state,
        settings,
      );
      return { shape: [made.shape[0]!, made.shape[2]!], data: made.data };
    }
    case 'Conv2d': {
      const [filters, channels, kh, kw] = node.weight.shape as [number, number, number, number];
      const [w, b, stride, dilation] = [each(node.weight), each(node.bias), pair(node.stride), pair(node.dilation)];
      const spans = [dilation[0] * (kh - 1), dilation[1] * (kw - 1)] as const;
      const whole = node.padding === 'same' ? spans : node.padding === 'valid' ? ([0, 0] as const) : undefined;
      // PyTorch: of an odd padding the larger half comes after.
      const padding =
        whole === undefined ? pair(node.padding) : ([Math.floor(whole[0] / 2), Math.floor(whole[1] / 2)] as const);
      const around = whole ?? ([padding[0] * 2, padding[1] * 2] as const);
      const extent = (axis: 0 | 1): number =>
        Math.floor((got.shape[axis + 1]! + around[axis] - spans[axis] - 1) / stride[axis]) + 1;
      const perGroup = filters / node.groups;
      const made = slide(
        got,
        [filters, extent(0), extent(1)],
        [kh, kw],
        { stride, padding, dilation },
        (f, at, ky, kx) => {
          let sum = 0;
          for (let c = 0; c < channels; c++)
            sum += at(Math.floor(f / perGroup) * channels + c) * w(((f * channels + c) * kh + ky) * kw + kx);
          return sum;
        },
      );
      const area = made.shape[1]! * made.shape[2]!;
      return { shape: made.shape, data: made.data.map((x, k) => x + b(Math.floor(k / area))) };
    }
    case 'Output':
      return got;
    case 'Input':
      throw new Error('an input gets nothing');
    default:
      return neuron(node, got, state, settings);
  }
};

type Neuron = Extract<NirNode, { type: 'I' | 'IF' | 'LI' | 'LIF' | 'CubaLI' | 'CubaLIF' }>;

const neuron = (node: Neuron, got: Value, state: { v: number[]; i: number[] }, settings: Settings): Value => {
  const { dt, integrator, reset: by = 'value' } = settings;
  const data = got.data.map((x, k) => {
    const r = each(node.r)(k);
    const rest = 'v_leak' in node ? each(node.v_leak)(k) : 0;
    let [v, i] = [state.v[k] ?? rest, state.i[k] ?? 0];
    if (node.type === 'I' || node.type === 'IF') v += r * x * (settings.perStep ? 1 : dt);
    else if (node.type === 'LI' || node.type === 'LIF') v = leak(v, rest, r * x, each(node.tau)(k), settings);
    else {
      const [ts, tm] = [each(node.tau_syn)(k), each(node.tau_mem)(k)];
      const drive = each(node.w_in, 1)(k) * x;
      const before = i;
      i = leak(i, 0, drive, ts, settings);
      if (integrator === 'exact') {
        // A thousand small steps of the trapezoid rule on the exact current.
        const parts = 1000;
        const current = (s: number): number => drive + (before - drive) * Math.exp(-s / ts);
        let sum = 0;
        for (let p = 0; p < parts; p++) {
          const [a, b] = [(p * dt) / parts, ((p + 1) * dt) / parts];
          const f = (s: number): number => (Math.exp(-(dt - s) / tm) * r * current(s)) / tm;
          sum += ((b - a) * (f(a) + 4 * f((a + b) / 2) + f(b))) / 6;
        }
        v = rest + (v - rest) * Math.exp(-dt / tm) + sum;
      } else v = leak(v, rest, r * (integrator === 'euler' ? before : i), tm, settings);
    }
    let out = v;
    if ('v_threshold' in node) {
      const [threshold, reset] = [each(node.v_threshold)(k), each(node.v_reset)(k)];
      const late = by.endsWith('next step');
      if (!late) out = v > threshold ? 1 : 0;
      if (late ? (state.v[k] ?? rest) > threshold : out === 1)
        v = by.startsWith('subtraction') ? v - (threshold - reset) : reset;
      if (late) out = v > threshold ? 1 : 0;
    }
    state.v[k] = v;
    state.i[k] = i;
    return out;
  });
  return { shape: got.shape, data };
};

const leak = (x: number, rest: number, drive: number, tau: number, { dt, integrator }: Settings): number => {
  const kept = integrator.startsWith('euler') ? 1 - dt / tau : Math.exp(-dt / tau);
  const gain = integrator === 'exact' ? 1 - kept : dt / tau;
  return rest + kept * (x - rest) + gain * drive;
};
