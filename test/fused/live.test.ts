import { expect, test } from 'vitest';
import { routine } from '../../src/backends/fused/ir/writer.js';

test('what gives a local that nothing reads is left out, with what it alone has read', () => {
  const { body } = routine((write) => {
    const [at, other] = [write.load('i32', 0), write.load('i32', 0, 4)];
    write.op('f32.add', write.load('f32', at), write.load('f32', other));
    write.for(0, other, 4, (k) => {
      write.load('f32', write.op('i32.add', at, k));
      write.store(write.load('i32', k, 8), k, 64);
    });
  });
  expect(body).toMatchObject([
    { _tag: 'Load', offset: 4 },
    { _tag: 'For', body: [{ _tag: 'Load', offset: 8 }, { _tag: 'Store' }] },
  ]);
});

test('what an assignment, a condition or an address reads is kept', () => {
  const { body } = routine((write) => {
    const sum = write.variable('i32', 0);
    write.if(write.load('i32', 0), () => write.assign(sum, write.load('i32', 4)));
    write.fill(sum, 4);
  });
  expect(body).toMatchObject([
    { _tag: 'Assign' },
    { _tag: 'Load' },
    { _tag: 'If', yes: [{ _tag: 'Load' }, { _tag: 'Assign' }] },
    { _tag: 'Fill' },
  ]);
});
