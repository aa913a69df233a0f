import { eager, js, wasm } from '../../../src/index.js';
import { hashOf } from '../hash.js';

/** On whatever engine this runs: the hash of each backend, in one line. In Node the number of networks is its argument. */
const count = typeof process === 'undefined' ? undefined : Number(process.argv[2]);
const hashes = { eager: await hashOf(eager, count), js: await hashOf(js, count), wasm: await hashOf(wasm, count) };
console.log(JSON.stringify(hashes));
