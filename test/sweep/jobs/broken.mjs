import { nothing } from './is-not-there.mjs';

export default () => nothing;
