import { eager } from '../../src/index.js';
import { playedOn } from './support/played.js';

playedOn(eager);
