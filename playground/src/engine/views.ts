import { size, type AnyNetwork, type Layer, type Wire } from 'spikefold';
import type { RasterSpec, TraceSpec, WeightsSpec } from '../messages.js';
import type { Experiment, Show } from './scope.js';

/** The most neurons of a layer in a raster, curves, weights as lines, and weights in all. */
const [mostSpiking, mostCurves, mostLines, mostWeights] = [1000, 4, 12, 400_000];

type Layers = Readonly<Record<string, Layer<string>>>;

const neuronsIn = (net: AnyNetwork, name: string): number => {
  const layer = (net.layers as Layers)[name];
  if (layer === undefined)
    throw new Error(`show names layer '${name}', which the network has not: ${Object.keys(net.layers).join(', ')}`);
  return size(layer.shape);
};

export const rastersOf = ({ net, show = {} }: Experiment): readonly RasterSpec[] =>
  (show.raster ?? Object.keys(net.layers)).map((layer) => {
    const of = neuronsIn(net, layer);
    return { layer, of, shown: Math.min(of, mostSpiking) };
  });

export const tracesOf = ({ net, show = {} }: Experiment): readonly TraceSpec[] => {
  const first = Object.entries(net.layers as Layers).findLast(([, { variables }]) => variables.includes('v'))?.[0];
  const chosen: NonNullable<Show['traces']> = show.traces ?? (first === undefined ? {} : { [first]: ['v'] });
  return Object.entries(chosen).map(([layer, [variable, given, labels]]) => {
    const count = neuronsIn(net, layer);
    const neurons = given ?? Array.from({ length: Math.min(count, mostCurves) }, (_, k) => k);
    if (!(net.layers as Layers)[layer]!.variables.includes(variable))
      throw new Error(
        `show asks for '${variable}' of layer '${layer}', which has ${(net.layers as Layers)[layer]!.variables.join(', ')}`,
      );
    const wrong = neurons.find((neuron) => !(neuron >= 0 && neuron < count));
    if (wrong !== undefined) throw new Error(`show asks for neuron ${wrong} of layer '${layer}', which has ${count}`);
    return { layer, variable, neurons, labels: labels ?? neurons.map((neuron) => `${layer} ${neuron}`) };
  });
};

export const weightsOf = ({ net, show = {} }: Experiment): WeightsSpec | undefined => {
  const wires = Object.entries(net.connections as Readonly<Record<string, Wire<string>>>).filter(
    ([, { connection }]) => 'w' in connection.init,
  );
  const drawn = wires.filter(([, { connection }]) => size(connection.init['w']!.shape) <= mostWeights);
  const [name, wire] =
    wires.find(([of]) => of === show.weights) ?? drawn.find(([, { rule }]) => rule !== undefined) ?? [];
  if (show.weights !== undefined && name !== show.weights)
    throw new Error(`show.weights must be one of ${wires.map(([of]) => of).join(', ')}, got '${show.weights}'`);
  if (wire === undefined) return undefined;
  const { shape } = wire.connection.init['w']!;
  const picture = show.fields ?? [1, 1];
  const isPicture = show.fields !== undefined && shape.length === 2 && picture[0] * picture[1] === shape[0];
  const kind = size(shape) <= mostLines ? 'lines' : isPicture ? 'fields' : shape.length === 2 ? 'matrix' : 'histogram';
  return { connection: name!, kind, shape, picture };
};
