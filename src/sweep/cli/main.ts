#!/usr/bin/env node
import type { Terminal } from './command.js';
import { program } from './program.js';

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  columns: process.stdout.columns ?? process.stderr.columns ?? 80,
  isTerminal: process.stderr.isTTY,
  onStop: (stop) => (['SIGINT', 'SIGTERM'] as const).forEach((name) => process.on(name, stop)),
};

process.exitCode = await program(process.argv.slice(2), terminal);
