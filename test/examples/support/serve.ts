/** Runs examples in this process: each line of its input is `[name, ...arguments]` as JSON, and is answered by a line that says how the example ended. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

const write = process.stdout.write.bind(process.stdout);
let place = 0;

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...args] = JSON.parse(line) as readonly [name: string, ...args: readonly string[]];
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    process[stream].write = (text) => {
      said[stream] += String(text);
      return true;
    };
  const path = join(import.meta.dirname, '../../../examples', `${name}.ts`);
  process.argv = [process.execPath, path, ...args];
  process.exitCode = 0;
  try {
    // A module runs once; by another address it is another module.
    await import(`${pathToFileURL(path).href}?${place++}`);
  } catch (error) {
    said.stderr += inspect(error);
    process.exitCode = 1;
  }
  write(`${JSON.stringify({ status: process.exitCode, ...said })}\n`);
}
process.exitCode = 0;
