import { bench } from './bench.js';

process.exitCode = await bench(process.argv.slice(2), (text) => process.stdout.write(text)).catch((error: unknown) => {
  console.error(error);
  return 1;
});
