/** The ready-made networks of biology, public and in the vocabulary. */
export type { Balanced } from './biology/balanced.js';
export { brunel, type Brunel, type BrunelParams } from './biology/brunel.js';
export { coba, type Coba, type CobaParams } from './biology/coba.js';
export { polychronization, type Polychronization, type PolychronizationParams } from './biology/polychronization.js';
export { songMillerAbbott, type SongMillerAbbott, type SongMillerAbbottParams } from './biology/song-miller-abbott.js';
export { vogelsSprekeler, type VogelsSprekeler, type VogelsSprekelerParams } from './biology/vogels-sprekeler.js';
export { microcircuit, type Microcircuit, type MicrocircuitParams } from './biology/microcircuit.js';
export { cuba, type Cuba, type CubaParams } from './biology/cuba.js';
