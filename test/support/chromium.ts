import { existsSync } from 'node:fs';

/** Where Chromium is installed: as `CHROMIUM` says, or where a system puts it; undefined where there is none. */
export const chromium: string | undefined = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== '' && existsSync(path));

/** Nothing is sent anywhere. */
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * How it is started: WebGL and WebGPU in software where there is no GPU. Shaders are compiled once, when they
 * are first drawn with, in one go (a pipeline made of libraries takes a tenth longer), and not kept: a later start, with a profile of its
 * own, would not find them.
 */
export const launch = {
  executablePath: chromium ?? 'chromium',
  args: [
    '--no-sandbox',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--enable-unsafe-webgpu',
    '--disable-angle-features=warmUpPipelineCacheAtLink,supportsGraphicsPipelineLibrary',
    '--enable-angle-features=disableProgramCaching',
    '--disable-gpu-shader-disk-cache',
    ...quiet,
  ],
};

/** The same for pages that have no use for a GPU: in software it would draw them, too. */
export const launchWithoutGpu = { ...launch, args: ['--no-sandbox', '--disable-gpu', ...quiet] };

/** Without Chromium a developer goes on with the other tests, and is told so; a build server does not. */
export const skipsBrowsers: boolean = chromium === undefined && !process.env['CI'];
