import * as E from 'fp-ts/lib/Either.js';
import { explain } from 'spikefold';
import { writeWhole } from 'spikefold/node';

/** Tries to write a file as a user who may nothing, and says how that went. */
process.setgid!(65534);
process.setuid!(65534);
const written = await writeWhole(process.argv[2]!, new Uint8Array(3));
console.log(E.isLeft(written) ? written.left.map(explain).join() : 'written');
