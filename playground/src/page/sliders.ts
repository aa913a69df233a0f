import type { SliderSpec, Values } from '../messages.js';
import { shown } from '../draw/traces.js';
import { byId } from './elements.js';

/** A step that gives a slider about 200 places, in round numbers. */
const stepOf = ({ least, most, value }: SliderSpec): number => {
  const step = 10 ** Math.floor(Math.log10((most - least) / 100));
  return Number.isInteger(value) && Number.isInteger(least) && Number.isInteger(most) && most - least >= 20 ? 1 : step;
};

/** The sliders of the program; those that it has not got any more go, the others stay where they are. */
export const sliderBoard = (moved: () => void) => {
  const board = byId('sliders');
  const values = new Map<string, number>();
  let key = '';

  const made = (spec: SliderSpec): HTMLElement => {
    const [label, name, output, input] = [
      document.createElement('label'),
      document.createElement('span'),
      document.createElement('output'),
      document.createElement('input'),
    ];
    name.textContent = spec.name;
    input.type = 'range';
    [input.min, input.max, input.step] = [`${spec.least}`, `${spec.most}`, `${stepOf(spec)}`];
    input.value = `${values.get(spec.name) ?? spec.value}`;
    input.name = spec.name;
    const tell = (): void => {
      output.textContent = `${shown(input.valueAsNumber)} ${spec.unit}`;
      input.setAttribute('aria-valuetext', output.textContent);
    };
    input.addEventListener('input', () => {
      values.set(spec.name, input.valueAsNumber);
      tell();
      moved();
    });
    tell();
    label.append(name, output, input);
    return label;
  };
  return {
    values: (): Values => Object.fromEntries(values),
    /** Values to begin with, of another program. */
    begin: (of: Values): void => {
      values.clear();
      for (const [name, value] of Object.entries(of)) values.set(name, value);
      key = '';
    },
    show: (specs: readonly SliderSpec[]): void => {
      const next = JSON.stringify(specs);
      if (next === key) return;
      key = next;
      for (const name of values.keys()) if (!specs.some((spec) => spec.name === name)) values.delete(name);
      board.replaceChildren(...specs.map(made));
    },
  };
};
