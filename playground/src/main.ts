import { app } from './page/app.js';
import { byId, elementOf } from './page/elements.js';

const page = app();

const on = (id: string, event: string, act: () => unknown): void => byId(id).addEventListener(event, () => void act());
on('run', 'click', page.toggle);
on('step', 'click', page.step);
on('reset', 'click', page.reset);
on('share', 'click', page.share);
on('seed', 'change', page.changeSeed);
on('speed', 'change', page.changeSpeed);
on('preset', 'change', page.changePreset);

on('save', 'click', async () => {
  const [bytes, name] = await page.saved();
  if (bytes === undefined) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
});
const file = elementOf(HTMLInputElement, 'file');
on('load', 'click', () => file.click());
on('file', 'change', async () => {
  const [chosen] = file.files ?? [];
  if (chosen !== undefined) await page.restore(new Uint8Array(await chosen.arrayBuffer()));
  file.value = '';
});

/** How often numbers are written, and read out (ms). */
const [writeEvery, readEvery] = [200, 4000];
let [drawn, written, read] = [performance.now(), 0, performance.now()];
const frame = (now: number): void => {
  page.tick(now - drawn);
  drawn = now;
  if (now - written > writeEvery) {
    written = now;
    page.write();
  }
  if (page.isRunning() && now - read > readEvery) {
    read = now;
    byId('live').textContent = page.words();
  }
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);

void page.open();
addEventListener('hashchange', () => void page.open());
