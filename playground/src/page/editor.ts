import { byId, elementOf } from './elements.js';
import { highlighted } from './highlight.js';

/** The longest program that is coloured at each change. */
const colourful = 40_000;

/** The text of the program, with numbered lines; one of them may be wrong. */
export const editor = (changed: () => void, run: () => void) => {
  const [text, lines, colours, box, trouble] = [
    elementOf(HTMLTextAreaElement, 'code'),
    byId('lines'),
    byId('colours'),
    byId('editor'),
    byId('trouble'),
  ];
  let wrong: number | undefined;

  const draw = (): void => {
    const { value } = text;
    const count = value.split('\n').length;
    lines.innerHTML = Array.from({ length: count }, (_, k) =>
      k + 1 === wrong ? `<span class="wrong">${k + 1}</span>` : `${k + 1}`,
    ).join('\n');
    if (value.length > colourful) colours.textContent = value;
    else colours.innerHTML = highlighted(value);
    colours.append('\n');
  };
  const told = (message: string, line?: number): void => {
    wrong = line;
    trouble.textContent = message === '' || line === undefined ? message : `Line ${line}: ${message}`;
    text.setAttribute('aria-invalid', `${message !== ''}`);
    draw();
    if (line !== undefined) box.scrollTo({ top: Math.max(0, (line - 6) * 20) });
  };
  text.addEventListener('input', () => {
    told('');
    changed();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  });
  return {
    code: (): string => text.value,
    show: (code: string): void => {
      text.value = code;
      told('');
      box.scrollTo({ top: 0, left: 0 });
    },
    /** What is wrong with the program, at a line of it; '' if nothing is. */
    told,
  };
};
