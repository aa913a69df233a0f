import { float, int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { addressOf, along } from './context.js';
import type { Job } from './apply-tail.js';
import { compact } from './compact.js';
import { anywhere, cell, isLive, postAt, preAt, products, spread, type Factors } from './products.js';

/**
 * An update with one batch row: columns of postsynaptic spikes in every row that has anything to them, and columns with a
 * postsynaptic trace in the rows of presynaptic spikes.
 */
export const single = (write: Writer, job: Job): void =>
  write.if(
    job.fresh,
    () => everywhere(write, job),
    () => events(write, job),
  );

/** Row by row, so that memory is read as it lies. */
const everywhere = (write: Writer, { update, place: { m, n }, context, applyTail }: Job): void => {
  const still = { preEvents: update.preEvents && float(0), postEvents: update.postEvents && float(0) };
  write.for(int(0), int(m * 4), 4, (i) => {
    const pre = preAt(write, update, i, context);
    write.if(
      isLive(write, pre),
      () => {
        const wide = context.lanes === 4 && n >= 4 ? spread(write, pre) : pre;
        along(write, n, context.lanes, (j, lanes) => {
          const post = postAt(write, update, j, lanes, context);
          applyTail(products(write, lanes === 4 ? wide : pre, post), lanes)(cell(write, i, n, j));
        });
      },
      () => along(write, n, context.lanes, (j, lanes) => applyTail(still, lanes)(cell(write, i, n, j))),
    );
  });
};

/** Column by column (or four of them), so that what a column brings is worked out once. */
const events = (write: Writer, job: Job): void => {
  const { update, place, context } = job;
  const spiking = update.preEvents?.args[0];
  const rows =
    spiking &&
    compact(write, int(addressOf(context, spiking)), place.m, 'bool', { ...context, scratch: place.rows }).count;
  along(write, place.n, context.lanes, (j, lanes) => {
    const post = postAt(write, update, j, lanes, context);
    const traced = (): void => rows && spikingRows(write, job, rows, post, j, lanes);
    if (post.spikes === undefined) traced();
    else write.if(anywhere(write, post.spikes), () => liveRows(write, job, post, j, lanes), traced);
  });
};

const liveRows = (
  write: Writer,
  { update, place, context, applyTail }: Job,
  post: Factors,
  j: Value,
  lanes: 1 | 4,
): void =>
  write.for(int(0), int(place.m * 4), 4, (i) => {
    const pre = preAt(write, update, i, context);
    write.if(isLive(write, pre), () =>
      applyTail(products(write, lanes === 4 ? spread(write, pre) : pre, post), lanes)(cell(write, i, place.n, j)),
    );
  });

const spikingRows = (
  write: Writer,
  { update, place, applyTail }: Job,
  rows: Value,
  { traces }: Factors,
  j: Value,
  lanes: 1 | 4,
): void =>
  write.if(anywhere(write, write.op('f32.ne', traces!, float(0))), () => {
    const preEvents = write.op('f32.add', traces!, float(0));
    const put = applyTail({ preEvents, postEvents: update.postEvents && float(0) }, lanes);
    write.for(int(0), rows, 4, (entry) => put(cell(write, write.load('i32', entry, place.rows), place.n, j)));
  });
