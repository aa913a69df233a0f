import type { IncomingMessage } from 'node:http';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { chromium, type Browser, type Page, type Response } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, preview, type PreviewServer } from 'vite';
import { launchWithoutGpu, skipsBrowsers } from '../support/chromium.js';

const root = resolve(import.meta.dirname, '../../playground');
const outDir = resolve(root, '../out/playground');

let server: PreviewServer;
let browser: Browser;
let home = '';

beforeAll(async () => {
  if (skipsBrowsers) return;
  await build({ configFile: resolve(root, 'vite.config.ts'), logLevel: 'error', build: { outDir } });
  server = await preview({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  [home] = server.resolvedUrls!.local as [string];
  browser = await chromium.launch(launchWithoutGpu);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Look {
  readonly width?: number;
  readonly dark?: boolean;
  /** The page begins by itself only where motion is welcome. */
  readonly still?: boolean;
}

const opened = async (at: string, { width = 1400, dark = false, still = true }: Look = {}) => {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: still ? 'reduce' : 'no-preference',
  });
  const wrong: string[] = [];
  const asked: Response[] = [];
  page.on('pageerror', ({ message }) => wrong.push(message));
  page.on('response', (response) => asked.push(response));
  await page.goto(home + at);
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#code')!.value !== '');
  return { page, wrong, asked };
};

/** Waits until the page shows itself, of whose scripts none ever comes. */
const showsWithoutScripts = async (): Promise<void> => {
  const page = await browser.newPage();
  let held = 0;
  await page.route('**/*.js', () => void held++);
  await page.goto(home, { waitUntil: 'commit' });
  const paints = (): Promise<number> =>
    page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length);
  await expect.poll(paints).toBe(1);
  expect(held).toBeGreaterThan(0);
  await page.close();
};

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time, us. */
  readonly tdur?: number;
}

/** The longest task of the thread that draws, ms of processor time, so that it holds on a busy machine too. */
const longestTask = (trace: Buffer): number => {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const { pid, tid } = traceEvents.find(({ name }) => name === 'FireAnimationFrame')!;
  const tasks = traceEvents.filter((of) => of.pid === pid && of.tid === tid && of.name.endsWith('RunTask'));
  const longest = Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
  expect(longest).toBeGreaterThan(0.5);
  return longest;
};

const textOf = async (page: Page, id: string): Promise<string> => page.locator(`#${id}`).innerText();
const clockOf = async (page: Page): Promise<number> => Number.parseFloat(await textOf(page, 'clock'));
const goesOn = async (page: Page): Promise<void> => {
  const before = await clockOf(page);
  await expect.poll(async () => clockOf(page)).toBeGreaterThan(before);
};
/** Whether anything is drawn on a canvas. */
const isDrawn = async (page: Page, id: string): Promise<boolean> =>
  page.locator(`#${id}`).evaluate((canvas: HTMLCanvasElement) =>
    canvas
      .getContext('2d')!
      .getImageData(0, 0, canvas.width, canvas.height)
      .data.some((value) => value !== 0),
  );
const runs = async (page: Page, code: string): Promise<void> => {
  await page.locator('#code').fill(code);
  await page.locator('#code').press('Control+Enter');
};

describe.skipIf(skipsBrowsers)('the playground', () => {
  test('shows itself before its scripts have come, in few bytes, and runs by itself where motion is welcome', async () => {
    const { page, wrong, asked } = await opened('');
    const bodies = await Promise.all(asked.map(async (response) => gzipSync(await response.body()).length));
    expect(asked.length).toBeGreaterThan(3);
    expect(bodies.reduce((a, b) => a + b, 0)).toBeLessThan(150_000);
    expect(await clockOf(page)).toBe(0);
    await page.close();
    await showsWithoutScripts();

    await browser.startTracing(undefined, { categories: ['toplevel', 'devtools.timeline'] });
    const live = await opened('', { still: false });
    await goesOn(live.page);
    await expect.poll(async () => isDrawn(live.page, 'raster')).toBe(true);
    await expect.poll(async () => isDrawn(live.page, 'traces')).toBe(true);
    expect(await textOf(live.page, 'rates')).toMatch(/E [\d.]+ Hz/);
    // What a picture of 1000 neurons takes of the page's thread, s.
    const cdp = await live.page.context().newCDPSession(live.page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taken = async (): Promise<number> =>
      (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value;
    const [before, frames] = [
      await taken(),
      await live.page.evaluate(
        () =>
          new Promise<number>((done) => {
            let count = 0;
            const start = performance.now();
            const frame = (now: number): void =>
              void (now - start > 1500 ? done(count) : (count++, requestAnimationFrame(frame)));
            requestAnimationFrame(frame);
          }),
      ),
    ];
    expect(((await taken()) - before) / frames).toBeLessThan(0.01);
    expect(longestTask(await browser.stopTracing())).toBeLessThan(80);
    await live.page.locator('#run').click();
    expect(await textOf(live.page, 'run')).toBe('Run');
    expect([...wrong, ...live.wrong]).toEqual([]);
    const origins = new Set([...asked, ...live.asked].map((response) => new URL(response.url()).origin));
    expect([...origins].filter((of) => of !== 'null' && !of.startsWith('data'))).toEqual([new URL(home).origin]);
    await live.page.close();
  });

  test('steps, changes parameters as it runs, saves and loads, and resets', async () => {
    const { page, wrong } = await opened('#izhikevich');
    await page.locator('#step').click();
    await expect.poll(async () => textOf(page, 'sliders')).toContain('current');
    await page.locator('#step').click();
    await page.locator('#speed').selectOption('real time');
    await page.locator('#run').click();
    await goesOn(page);
    await page.locator('input[name=current]').fill('0');
    await expect.poll(async () => textOf(page, 'rates')).toMatch(/Y 0(\.0\d*)? Hz/);
    await page.locator('input[name=current]').fill('20');
    await expect.poll(async () => textOf(page, 'rates')).toMatch(/Y [1-9]/);
    expect(await textOf(page, 'status')).not.toContain('anew');
    await expect.poll(async () => clockOf(page)).toBeGreaterThan(50);
    const download = page.waitForEvent('download');
    await page.locator('#save').click();
    const path = await (await download).path();
    await page.locator('#reset').click();
    await page.locator('#file').setInputFiles(path);
    // The page lets go of a file that it has loaded.
    await expect.poll(async () => page.locator('#file').inputValue()).toBe('');
    await goesOn(page);
    expect(await textOf(page, 'trouble')).toBe('');
    await page.locator('#file').setInputFiles({ name: 'a', mimeType: '', buffer: Buffer.from('no state') });
    await expect.poll(async () => textOf(page, 'trouble')).not.toBe('');
    expect(wrong).toEqual([]);
    await page.close();
  });

  test('shares a program by a link, which runs only when it is asked to', async () => {
    const { page } = await opened('#izhikevich');
    await runs(page, `// mine\n${await page.locator('#code').inputValue()}`);
    await page.locator('input[name=current]').fill('17');
    await page.locator('#seed').fill('42');
    await page.locator('#share').click();
    await expect.poll(() => page.url()).toContain('#p=');
    const link = page.url();
    await page.close();
    const other = await opened(link.slice(home.length), { still: false });
    expect(await other.page.locator('#code').inputValue()).toMatch(/^\/\/ mine\n/);
    expect(await other.page.locator('#seed').inputValue()).toBe('42');
    expect(await textOf(other.page, 'status')).toContain('when you press Run');
    // The page's own programs begin after 300 ms.
    await other.page.evaluate(() => new Promise((done) => setTimeout(done, 310)));
    expect(await other.page.locator('iframe').count()).toBe(0);
    await other.page.locator('#run').click();
    await goesOn(other.page);
    expect(await other.page.locator('input[name=current]').inputValue()).toBe('17');
    await other.page.close();
  });

  test('shows errors at their line, stops what never ends, and lets nothing out', async () => {
    const { page } = await opened('#izhikevich');
    const [trouble, wrongLine] = [page.locator('#trouble'), page.locator('#lines .wrong')];
    for (const [code, line, says] of [
      ['const a = 1;\n\nnowhere();', '3', 'nowhere is not defined'],
      ['const a = 1;\nconst b = ;\n', '2', 'SyntaxError'],
      [
        'play({ frames: [], net: network({ dt: 1 }, {\n  Y: layer([1], lif({ tau: 0 })),\n}) });',
        '2',
        'tau must be positive',
      ],
    ] as const) {
      await runs(page, code);
      await expect.poll(async () => trouble.innerText()).toContain(says);
      expect(await wrongLine.innerText()).toBe(line);
    }
    const escape = `
      const tried = {};
      const tell = (name) => (error) => (tried[name] = error instanceof Error ? 'no' : 'out');
      for (const [name, way] of Object.entries({
        fetch: () => fetch('${home}way-out', { mode: 'no-cors' }),
        module: () => import('${home}way-out'),
        script: async () => importScripts('${home}way-out'),
        socket: () => new Promise((open, fail) => { const s = new WebSocket('${home.replace('http', 'ws')}way-out'); s.onopen = open; s.onerror = () => fail(new Error('no')); }),
        store: async () => { if (await indexedDB.databases()) return 1; },
      })) new Promise((done) => done(way())).then(tell(name), tell(name));
      play({ net: network({ dt: 1 }, { Y: layer([1], lif()) }), frames: endless(() => silence(10)), show: { caption: () => JSON.stringify(tried) } });`;
    const out: string[] = [];
    const hear = ({ url = '' }: IncomingMessage): void => void (url.includes('way-out') && out.push(url));
    server.httpServer.on('request', hear).on('upgrade', hear);
    await runs(page, escape);
    await expect
      .poll(async () => Object.keys(JSON.parse((await textOf(page, 'caption')) || '{}') as object).length)
      .toBe(5);
    expect(new Set(Object.values(JSON.parse(await textOf(page, 'caption')) as object))).toEqual(new Set(['no']));
    expect(out).toEqual([]);

    await runs(page, 'const a = 1;\nfor (;;) {}\n');
    await expect.poll(async () => trouble.innerText()).toContain('a loop that never ends');
    await page.locator('#preset').selectOption('stdp');
    await goesOn(page);
    await page.close();
  });

  test.each([
    [1400, false],
    [380, true],
  ])('can be used by everybody, %i pixels wide, dark: %s', async (width, dark) => {
    const { page } = await opened('#izhikevich', { width, dark });
    await page.locator('#run').click();
    await goesOn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const [red = 0] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
      .match(/\d+/g)!
      .map(Number);
    expect(red < 100).toBe(dark);
    // The checker is evaluated from outside, which the page's own policy does not govern.
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { readonly axe: typeof axe }).axe.run(document, {
        iframes: false,
      });
      return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(found.filter((of) => /^(serious|critical)/.test(of))).toEqual([]);
    // By keys alone: the first stops lead to the program and to its controls.
    await page.locator('#run').focus();
    await page.keyboard.press('Space');
    expect(await textOf(page, 'run')).toBe('Run');
    await page.close();
  });
});
