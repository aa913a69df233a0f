import { command } from './command.js';

process.exitCode = await command(process.argv.slice(2), { say: console.log, complain: console.error });
