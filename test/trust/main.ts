import * as E from 'fp-ts/lib/Either.js';
import type { Check, Figure } from './check.js';
import { checks } from './checks.js';
import { figuresIn, written } from './figures.js';
import { parse, usage } from './options.js';

const measured = async ({ name, measure }: Check, effort: number, seed: number): Promise<Figure> => {
  const start = performance.now();
  const tell = (line: string): void => console.log(`${name}: ${line}`);
  const { lines, failures } = await measure({ effort, seed, tell });
  const minutes = (performance.now() - start) / 60_000;
  const date = new Date().toISOString().slice(0, 10);
  return { date, node: process.versions.node, effort, seed, minutes, lines, failures };
};

const main = async (argv: readonly string[]): Promise<number> => {
  const options = parse(
    argv,
    checks.map(({ name }) => name),
  );
  if (E.isLeft(options)) {
    console.error(`trust: ${options.left}`);
    return 2;
  }
  if (options.right === 'help') {
    console.log(usage(checks));
    return 0;
  }
  const { names, effort, seed } = options.right;
  let broken = 0;
  for (const check of checks.filter(({ name }) => names.includes(name))) {
    console.log(`\n== ${check.title}`);
    const figure = await measured(check, effort, seed);
    for (const { what, times, result } of figure.lines) console.log(`${times.toLocaleString('en')} ${what}: ${result}`);
    for (const failure of figure.failures) console.error(`FAILED: ${failure}`);
    if (figure.failures.length > 0) broken++;
    written({ ...figuresIn(), [check.name]: figure });
  }
  console.log(`\n${names.length - broken} checks hold, ${broken} fail; see docs/reliability.md`);
  return broken === 0 ? 0 : 1;
};

process.exitCode = await main(process.argv.slice(2));
