import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that go first. Some measure the heap: in a worker that has run many files each collection takes some tenths of a second. The others
 * take longest: begun last, one of them would be alone at the end. On a fresh clone Vitest would begin with the largest files.
 */
const first: readonly string[] = [
  'tfjs/memory',
  'gpujs/leaks',
  'sweep/threads',
  'every/random',
  'every/gpujs',
  'examples/programs',
  'every/compiled',
  'sweep/redis',
  'fidelity/ledger',
  'playground/page',
  'fused/written',
  'saving/laws',
  'docs',
  'types/types',
  'gallery/gallery',
  'every/networks',
  'every/tfjs',
  'every/retuned',
  'browser/one-step',
  'browser/golden',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = first.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place < 0 ? first.length : place;
};

/** The order in which test files are begun. */
export class Order extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
