import { showShape, size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { int } from '../ir/ir.js';
import { compact, nonzero } from './compact.js';
import { plus, times } from './emit.js';
import { kernelOf, type Form } from './kernel.js';

/** In each row keeps one of its k true places: number floor(u k), in index order. */
export const chooseOne: Form = ([node]) => {
  if (node!.op !== 'chooseOne') return undefined;
  const [s, u] = node!.args as [Applied, Applied];
  const width = size(node!.shape.slice(1));
  return kernelOf(node!, `chooseOne ${showShape(node!.shape)}`, node!.args.map(stored), (write, context) =>
    write.for(int(0), int(node!.shape[0]!), 1, (row) => {
      const start = times(write, row, width * 4);
      const places = compact(write, width, nonzero(write, plus(write, start, int(context.at(s))), 'bool'));
      write.fill(plus(write, start, int(context.at(node!))), int(width * 4));
      write.if(places.count, () => {
        const k = write.op('shr', places.count, int(2));
        const draw = write.load('f32', times(write, row, 4), context.at(u));
        const number = write.op('f32.floor', write.op('f32.mul', draw, write.op('i32.f32', k)));
        // A product of almost 1 and k may be rounded to k.
        const chosen = write.op('i32.min', write.op('f32.i32', number), write.op('i32.sub', k, int(1)));
        const place = write.load('i32', write.op('shl', chosen, int(2)), places.at);
        write.store(int(-1), plus(write, start, place), context.at(node!));
      });
    }),
  );
};
