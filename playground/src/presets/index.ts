/** A program to begin with; its text is loaded when it is chosen. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** ms of the network in a second, at first. */
  readonly speed: number;
  readonly load: () => Promise<{ readonly default: string }>;
}

export const presets: readonly Preset[] = [
  { id: 'balanced', title: 'Balanced network', speed: 300, load: () => import('./balanced.js?raw') },
  { id: 'izhikevich', title: 'Izhikevich neuron', speed: 100, load: () => import('./izhikevich.js?raw') },
  { id: 'patterns', title: '20 firing patterns', speed: 100, load: () => import('./patterns.js?raw') },
  { id: 'models', title: 'One neuron of each model', speed: 100, load: () => import('./models.js?raw') },
  { id: 'stdp', title: 'STDP of a pair', speed: 1000, load: () => import('./stdp.js?raw') },
  { id: 'digits', title: 'Digits, learned without labels', speed: Infinity, load: () => import('./digits.js?raw') },
  { id: 'loop', title: 'Closed loop with reward', speed: 1000, load: () => import('./loop.js?raw') },
];
