import { evaluation } from 'spikefold/sweep';

export default evaluation<number, number>(({ samples }) => samples.slice(1));
