/** Imports the programs whose paths are given, one after the other, and writes as JSON what each had to complain about. */
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

const complaints: Record<string, string> = {};
const [, , ...paths] = process.argv;
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
for (const path of paths) {
  complaints[path] = '';
  process.stderr.write = (text) => {
    complaints[path] += String(text);
    return true;
  };
  try {
    await import(pathToFileURL(path).href);
  } catch (error) {
    complaints[path] += inspect(error);
  }
}
write(JSON.stringify(complaints));
