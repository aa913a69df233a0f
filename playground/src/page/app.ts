import { presets } from '../presets/index.js';
import { board } from './board.js';
import { editor } from './editor.js';
import { byId, elementOf } from './elements.js';
import { player, speeds } from './player.js';
import { sandboxHost } from './sandbox-host.js';
import { fromFragment, seedOf, toFragment } from './share.js';
import { sliderBoard } from './sliders.js';

const timeOf = (ms: number): string => (ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** What the page does, whichever control asks for it. */
export const app = () => {
  const [status, clock, caption, runButton] = [byId('status'), byId('clock'), byId('caption'), byId('run')];
  const [seed, preset, speed] = [
    elementOf(HTMLInputElement, 'seed'),
    elementOf(HTMLSelectElement, 'preset'),
    elementOf(HTMLSelectElement, 'speed'),
  ];
  let time = 0;
  /** Whether the text is another than that of the program which runs. */
  let isEdited = true;
  const say = (text: string): void => {
    if (status.textContent !== text) status.textContent = text;
  };

  const pictures = board();
  const sliders = sliderBoard(() => play.tune(sliders.values()));
  const code = editor(
    () => void (isEdited = true),
    () => void begin(true),
  );
  const play = player(sandboxHost(byId('sandbox')), {
    loaded: (loaded, isNew) => {
      sliders.show(loaded.sliders);
      if (isNew) {
        pictures.begin(loaded);
        time = 0;
        caption.textContent = '';
      }
      const { restarted, note } = loaded;
      say(restarted === undefined ? note : `Began anew, as more than parameters changed. ${restarted}`);
    },
    advanced: (seen, dt) => {
      pictures.add(seen);
      time = seen.total * dt;
      if (caption.textContent !== seen.caption) caption.textContent = seen.caption;
      if (seen.ended) say('The frames are over.');
    },
    failed: (message, line) => {
      code.told(message, line);
      say('');
    },
    changed: (isRunning) => void (runButton.textContent = isRunning ? 'Pause' : 'Run'),
  });

  /** Begins with the program as it stands. */
  const begin = async (thenRuns: boolean): Promise<void> => {
    code.told('');
    isEdited = false;
    say('Loads the program ...');
    const text = code.code();
    const digits = /\bdigits\b/.test(text) ? (await import('virtual:digits')).default : undefined;
    await play.load(text, seedOf(seed.value), sliders.values(), digits);
    if (play.isLoaded() && thenRuns) play.run();
  };
  const loaded = async (): Promise<void> => {
    if (isEdited || !play.isLoaded()) await begin(false);
  };
  const choose = async (id: string): Promise<void> => {
    const found = presets.find((of) => of.id === id) ?? presets[0]!;
    preset.value = found.id;
    speed.value = `${found.speed}`;
    play.speed(found.speed);
    play.pause();
    const { default: text } = await found.load();
    sliders.begin({});
    code.show(text);
    isEdited = true;
  };

  for (const { id, title } of presets) preset.add(new Option(title, id));
  for (const [value, name] of speeds) speed.add(new Option(name, `${value}`));

  return {
    isRunning: play.isRunning,
    toggle: async (): Promise<void> => {
      if (play.isRunning()) return play.pause();
      if (isEdited || !play.isLoaded()) return begin(true);
      play.run();
    },
    step: async (): Promise<void> => {
      play.pause();
      await loaded();
      await play.step();
    },
    reset: (): Promise<void> => begin(play.isRunning()),
    changeSeed: async (): Promise<void> => {
      seed.value = `${seedOf(seed.value)}`;
      if (play.isLoaded()) await begin(play.isRunning());
    },
    changeSpeed: (): void => play.speed(Number(speed.value)),
    changePreset: async (): Promise<void> => {
      history.replaceState(null, '', `#${preset.value}`);
      await choose(preset.value);
      await begin(true);
    },
    /** The state as bytes, and a name for them. */
    saved: async (): Promise<readonly [bytes: Uint8Array | undefined, name: string]> => {
      await loaded();
      return [await play.save(), `${preset.value}.spikefold`];
    },
    restore: async (bytes: Uint8Array): Promise<void> => {
      await loaded();
      await play.restore(bytes);
    },
    share: async (): Promise<void> => {
      const fragment = await toFragment({ code: code.code(), seed: seedOf(seed.value), values: sliders.values() });
      history.replaceState(null, '', fragment);
      const holds = 'It holds the program, the seed and the sliders; nothing was sent.';
      await navigator.clipboard.writeText(location.href).then(
        () => say(`The link is copied. ${holds}`),
        () => say(`The link is in the address bar. ${holds}`),
      );
    },
    /** What the address asks for: a program of its own, which waits to be run, or an example. */
    open: async (): Promise<void> => {
      const shared = await fromFragment(location.hash);
      if (shared !== undefined) {
        play.pause();
        sliders.begin(shared.values);
        code.show(shared.code);
        isEdited = true;
        seed.value = `${shared.seed}`;
        return say('A program from a link. It runs when you press Run, in a frame without network access.');
      }
      await choose(location.hash.slice(1));
      // A page that moves by itself is for those who do not mind.
      if (!matchMedia('(prefers-reduced-motion: reduce)').matches) setTimeout(() => void begin(true), 300);
    },
    /** Goes on and draws: before each picture, with the time since the last one (ms). */
    tick: (passed: number): void => {
      play.tick(passed);
      pictures.draw();
    },
    write: (): void => {
      pictures.write();
      clock.textContent = timeOf(time);
    },
    /** How the network is, in a sentence. */
    words: (): string => `${timeOf(time)}: ${pictures.words()}`,
  };
};
