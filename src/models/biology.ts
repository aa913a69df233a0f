/** The ready-made networks of biology, public and in the vocabulary. */
export { coba, type Coba, type CobaParams } from './biology/coba.js';
export { cuba, type Cuba, type CubaParams } from './biology/cuba.js';
