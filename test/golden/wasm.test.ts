import { wasm } from '../../src/index.js';
import { playedOn } from './support/played.js';

playedOn(wasm);
