import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: { target: 'es2022' },
  // Backends are loaded when they are asked for, which only modules can.
  worker: { format: 'es' },
});
