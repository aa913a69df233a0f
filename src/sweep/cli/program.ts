import { entryOf } from '../../core/record.js';
import { wrapped } from './arguments.js';
import type { Command, Terminal } from './command.js';
import { showCommand } from './show.js';
import { sweepCommand } from './sweep.js';
import { workCommand } from './work.js';

const commands: Readonly<Record<string, Command>> = {
  sweep: sweepCommand,
  show: showCommand,
  work: workCommand,
};

const about = [
  'usage: npx spikefold COMMAND [OPTIONS]',
  'Computes many points of a sweep, each with a job of your own, and shows their results. Options of a command: npx spikefold COMMAND --help',
] as const;

const help = (columns: number): string =>
  [
    ...about.map((line) => wrapped(line, columns).join('\n')),
    ...Object.values(commands).map(({ usage, does }) =>
      [...wrapped(usage, columns), ...wrapped(does, columns - 4).map((line) => `    ${line}`)].join('\n'),
    ),
  ].join('\n\n');

/** `npx spikefold`: the command that the first word names, with the others; its status comes when it has ended. */
export const program = async ([name, ...argv]: readonly string[], terminal: Terminal): Promise<number> => {
  const { out, err, columns } = terminal;
  const command = entryOf(commands, name);
  const wantsHelp = name === undefined || [name, ...argv].some((word) => word === '--help' || word === '-h');
  if (wantsHelp) {
    out(command === undefined ? `${help(columns)}\n` : command.help(columns));
    return 0;
  }
  if (command === undefined) {
    err(`unknown command '${name}': one of ${Object.keys(commands).join(', ')}, see --help\n`);
    return 2;
  }
  return command.run(argv, terminal);
};
